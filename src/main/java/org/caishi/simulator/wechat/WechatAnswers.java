/** What the service says about its orders and refunds: the bodies of answers and the resources of notices. */
package org.caishi.simulator.wechat;

import java.util.List;
import java.util.Objects;
import org.caishi.simulator.wallet.Faults;
import org.jspecify.annotations.Nullable;

final class WechatAnswers {
    static final String CURRENCY = "CNY";

    private WechatAnswers() {}

    record Amount(
            @Nullable Long total,
            @Nullable Long payerTotal,
            @Nullable String currency,
            @Nullable String payerCurrency) {}

    record Payer(@Nullable String spOpenid) {}

    /** The answer to a query and, for a paid order, the resource of its notice. */
    record Order(
            String spAppid,
            String spMchid,
            String subMchid,
            String outTradeNo,
            @Nullable String transactionId,
            @Nullable String tradeType,
            String tradeState,
            String tradeStateDesc,
            @Nullable String bankType,
            @Nullable String attach,
            @Nullable String successTime,
            @Nullable Payer payer,
            @Nullable Amount amount) {}

    record RefundAmount(
            long total,
            long refund,
            long payerTotal,
            long payerRefund,
            @Nullable Long settlementRefund,
            @Nullable Long settlementTotal,
            @Nullable Long discountRefund,
            @Nullable String currency) {}

    record Refund(
            String refundId,
            String outRefundNo,
            String transactionId,
            String outTradeNo,
            String channel,
            String userReceivedAccount,
            @Nullable String successTime,
            String createTime,
            String status,
            String fundsAccount,
            RefundAmount amount,
            List<String> promotionDetail) {}

    record RefundResource(
            String spMchid,
            String subMchid,
            String outTradeNo,
            String transactionId,
            String outRefundNo,
            String refundId,
            String refundStatus,
            @Nullable String successTime,
            String userReceivedAccount,
            RefundAmount amount) {}

    static Order order(WechatTransaction transaction, WechatKeys keys) {
        return order(transaction, keys, transaction.state(), Faults.NONE);
    }

    /** The resource of the notice of a payment: as it was when it was paid, whatever came later. */
    static Order paid(WechatTransaction transaction, WechatKeys keys, Faults wrong) {
        return order(transaction, keys, WechatTransaction.State.SUCCESS, wrong);
    }

    static Refund refund(WechatTransaction transaction, WechatRefund refund) {
        return new Refund(
                refund.refundId(),
                refund.outRefundNo(),
                transaction.paidId(),
                transaction.order().outTradeNo(),
                "ORIGINAL",
                "支付用户零钱",
                time(refund),
                WechatJson.time(refund.created()),
                refund.status(),
                "AVAILABLE",
                new RefundAmount(
                        transaction.order().total(),
                        refund.amount(),
                        transaction.order().total(),
                        refund.amount(),
                        refund.amount(),
                        transaction.order().total(),
                        0L,
                        CURRENCY),
                List.of());
    }

    static RefundResource refunded(WechatTransaction transaction, WechatRefund refund, WechatKeys keys, Faults wrong) {
        long amount = Objects.requireNonNullElse(wrong.wrongAmount(), refund.amount());
        return new RefundResource(
                Objects.requireNonNullElse(wrong.wrongMerchant(), keys.spMchid()),
                Objects.requireNonNullElse(
                        wrong.wrongSubMerchant(), transaction.order().subMchid()),
                transaction.order().outTradeNo(),
                transaction.paidId(),
                refund.outRefundNo(),
                refund.refundId(),
                refund.status(),
                time(refund),
                "支付用户零钱",
                new RefundAmount(
                        transaction.order().total(),
                        amount,
                        transaction.order().total(),
                        amount,
                        null,
                        null,
                        null,
                        null));
    }

    private static Order order(
            WechatTransaction transaction, WechatKeys keys, WechatTransaction.State state, Faults wrong) {
        WechatOrder order = transaction.order();
        boolean paid = transaction.isPaid();
        long total = Objects.requireNonNullElse(wrong.wrongAmount(), order.total());
        String currency = Objects.requireNonNullElse(wrong.wrongCurrency(), CURRENCY);
        return new Order(
                Objects.requireNonNullElse(wrong.wrongApp(), keys.spAppid()),
                Objects.requireNonNullElse(wrong.wrongMerchant(), keys.spMchid()),
                Objects.requireNonNullElse(wrong.wrongSubMerchant(), order.subMchid()),
                order.outTradeNo(),
                transaction.transactionId(),
                paid ? order.kind().name() : null,
                state.name(),
                state.words(),
                paid ? "OTHERS" : null,
                paid ? order.attach() : null,
                paid ? WechatJson.time(transaction.paidTime()) : null,
                paid ? new Payer(transaction.payer()) : null,
                paid ? new Amount(total, total, currency, currency) : new Amount(total, null, currency, null));
    }

    private static @Nullable String time(WechatRefund refund) {
        return refund.succeeded() == null ? null : WechatJson.time(refund.succeeded());
    }
}
