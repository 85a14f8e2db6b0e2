/** Refunds at the acquirer: asked for, and asked about. */
package org.caishi.channel.unionpay;

import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import org.caishi.channel.ChannelName;
import org.caishi.channel.RefundNotice;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.channel.unionpay.UnionpayAnswer.Silent;
import org.caishi.channel.unionpay.UnionpayAnswer.Told;
import org.caishi.platform.Excerpt;
import org.caishi.units.Money;

/** Whatever the answer, the next try goes under the same number, which gives money back once. */
final class UnionpayRefundDesk {
    private static final int LONGEST_REASON = 80;

    private final UnionpayContract contract;
    private final UnionpayGateway gateway;

    UnionpayRefundDesk(UnionpayContract contract, UnionpayGateway gateway) {
        this.contract = contract;
        this.gateway = gateway;
    }

    /** Success means that it was taken; that it is done is told by a notice, or by asking. */
    RefundResult refund(RefundRequest request) {
        Map<String, String> refund = new HashMap<>(named(request));
        refund.put("origQryId", request.channelTxn());
        refund.put("txnAmt", Long.toString(request.back().fen()));
        refund.put("currencyCode", "156");
        refund.put("orderDesc", Excerpt.of(request.reason(), LONGEST_REASON));
        refund.put("backUrl", contract.notifyUrl().toString());
        return switch (gateway.ask(UnionpayCall.REFUND, refund)) {
            case Told told ->
                switch (told.verdict()) {
                    case DONE, UNDERWAY -> new RefundResult.Underway();
                    case NO -> new RefundResult.Declined(told.code(), told.words());
                    case MISSING, NO_FILE, UNDECIDED -> new RefundResult.Unknown(told.code());
                };
            case Silent(String why) -> new RefundResult.Unknown(why);
        };
    }

    RefundResult query(RefundRequest request) {
        return switch (gateway.ask(UnionpayCall.QUERY, named(request))) {
            case Told told ->
                switch (told.verdict()) {
                    case DONE -> state(told.form());
                    case MISSING -> new RefundResult.Missing();
                    case NO, UNDERWAY, NO_FILE, UNDECIDED -> new RefundResult.Unknown(told.code());
                };
            case Silent(String why) -> new RefundResult.Unknown(why);
        };
    }

    private static RefundResult state(UnionpayForm form) {
        String state = form.get("origRespCode");
        return switch (UnionpayAnswer.Verdict.of(state)) {
            case DONE -> done(form);
            case UNDERWAY -> new RefundResult.Underway();
            case NO -> new RefundResult.Declined(state, form.get("origRespMsg"));
            case MISSING, NO_FILE, UNDECIDED -> new RefundResult.Unknown("a state that we do not know");
        };
    }

    private static RefundResult done(UnionpayForm form) {
        try {
            return new RefundResult.Done(refund(form));
        } catch (IllegalArgumentException | DateTimeException odd) {
            return new RefundResult.Unknown("done, in words that cannot be read");
        }
    }

    /**
     * The facts of a refund, which an answer and a notice state by the same names.
     *
     * @throws IllegalArgumentException or DateTimeException when one is missing or cannot be read
     */
    static RefundNotice refund(UnionpayForm form) {
        return new RefundNotice(
                ChannelName.UNIONPAY,
                form.present("orderId"),
                form.present("queryId"),
                form.present("origOrderId"),
                form.present("origQryId"),
                form.present("subMerId"),
                Money.ofFen(Long.parseLong(form.present("txnAmt"))),
                UnionpayGateway.instant(form.present("payTime")));
    }

    private static Map<String, String> named(RefundRequest request) {
        return Map.of("orderId", request.refundNo(), "subMerId", request.merchantNo());
    }
}
