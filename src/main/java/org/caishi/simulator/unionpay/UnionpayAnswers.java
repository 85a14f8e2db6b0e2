/** What the acquirer says about payments and refunds, in answers to queries and in notices, by the same names. */
package org.caishi.simulator.unionpay;

import java.util.Objects;
import org.caishi.simulator.wallet.Faults;
import org.jspecify.annotations.Nullable;

final class UnionpayAnswers {
    static final String CURRENCY = "156";

    private UnionpayAnswers() {}

    static UnionpayMessage payment(UnionpayTransaction transaction, Faults wrong) {
        boolean paid = transaction.paidAt() != null;
        return new UnionpayMessage()
                .with("orderId", transaction.order().orderId())
                .with(
                        "subMerId",
                        Objects.requireNonNullElse(
                                wrong.wrongSubMerchant(), transaction.order().subMerchant()))
                .with("txnAmt", amount(wrong, transaction.order().fen()))
                .with("currencyCode", Objects.requireNonNullElse(wrong.wrongCurrency(), CURRENCY))
                .with("queryId", transaction.queryId())
                .with("payTime", paid ? UnionpayTimes.text(transaction.paidTime()) : null);
    }

    static UnionpayMessage refund(UnionpayTransaction transaction, UnionpayRefund refund, Faults wrong) {
        return new UnionpayMessage()
                .with("orderId", refund.refundNo())
                .with("origOrderId", transaction.order().orderId())
                .with("origQryId", transaction.queryId())
                .with(
                        "subMerId",
                        Objects.requireNonNullElse(
                                wrong.wrongSubMerchant(), transaction.order().subMerchant()))
                .with("txnAmt", amount(wrong, refund.fen()))
                .with("currencyCode", Objects.requireNonNullElse(wrong.wrongCurrency(), CURRENCY))
                .with("queryId", refund.queryId())
                .with("payTime", time(refund));
    }

    private static String amount(Faults wrong, long fen) {
        return Long.toString(Objects.requireNonNullElse(wrong.wrongAmount(), fen));
    }

    private static @Nullable String time(UnionpayRefund refund) {
        return refund.done() == null ? null : UnionpayTimes.text(refund.done());
    }
}
