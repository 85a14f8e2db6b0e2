/** Refunds at Alipay: asked for, and asked about. */
package org.caishi.channel.alipay;

import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.caishi.channel.ChannelName;
import org.caishi.channel.RefundNotice;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.platform.Excerpt;

/**
 * Whatever the answer, the next try goes under the same {@code out_request_no}, which gives money back once. Alipay has no
 * number of its own for a refund: the channel's number is ours.
 */
final class AlipayRefundDesk {
    private static final int LONGEST_REASON = 256;
    private static final String PAID_AT = "gmt_refund_pay";

    /** Codes that say no for good, from the error table of the manual's page on refunds. */
    private static final Set<String> NO = Set.of(
            "ACQ.INVALID_PARAMETER",
            "ACQ.TRADE_NOT_EXIST",
            "ACQ.TRADE_NOT_ALLOW_REFUND",
            "ACQ.TRADE_HAS_FINISHED",
            "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
            "ACQ.REFUND_FEE_ERROR",
            "ACQ.REASON_TRADE_BEEN_FREEZEN",
            "ACQ.REASON_TRADE_REFUND_FEE_ERR",
            "ACQ.REASON_TRADE_STATUS_INVALID",
            "ACQ.SELLER_BALANCE_NOT_ENOUGH",
            "ACQ.BUYER_ERROR",
            "ACQ.BUYER_NOT_EXIST",
            "ACQ.ENTERPRISE_PAY_BIZ_ERROR",
            "ACQ.CUSTOMER_VALIDATE_ERROR");

    private final AlipayConnection gateway;
    private final Clock clock;

    AlipayRefundDesk(AlipayConnection gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    RefundResult refund(RefundRequest request) {
        AlipayTradeRefundModel model = new AlipayTradeRefundModel();
        model.setTradeNo(request.channelTxn());
        model.setOutRequestNo(request.refundNo());
        model.setRefundAmount(request.back().yuan());
        if (!request.reason().isBlank()) {
            model.setRefundReason(Excerpt.of(request.reason(), LONGEST_REASON));
        }
        AlipayTradeRefundRequest refund = new AlipayTradeRefundRequest();
        refund.setBizModel(model);
        return switch (gateway.ask(refund)) {
            case AlipayAnswer.Given given -> taken(given, request);
            case AlipayAnswer.Refused(String code, String words) ->
                NO.contains(code) ? new RefundResult.Declined(code, words) : new RefundResult.Unknown(code);
            case AlipayAnswer.Silent(String why) -> new RefundResult.Unknown(why);
        };
    }

    /** Money moved when {@code fund_change} says so; when not, it may have before, and asking tells. */
    private RefundResult taken(AlipayAnswer.Given given, RefundRequest request) {
        if (!given.text("trade_no").equals(request.channelTxn())) {
            return new RefundResult.Unknown("an answer about another trade");
        }
        return given.text("fund_change").equals("Y") ? done(given, request) : new RefundResult.Underway();
    }

    /**
     * An answer that names no state is about a refund that never came or did not succeed. The manual bids to ask no earlier
     * than 10 s after the refund; whoever asks earlier and asks for it again does so under the same number.
     */
    RefundResult query(RefundRequest request) {
        AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
        model.setTradeNo(request.channelTxn());
        model.setOutRequestNo(request.refundNo());
        model.setQueryOptions(List.of(PAID_AT));
        AlipayTradeFastpayRefundQueryRequest query = new AlipayTradeFastpayRefundQueryRequest();
        query.setBizModel(model);
        return switch (gateway.ask(query)) {
            case AlipayAnswer.Given given -> told(given, request);
            case AlipayAnswer.Refused refused ->
                refused.code().equals("ACQ.TRADE_NOT_EXIST")
                        ? new RefundResult.Missing()
                        : new RefundResult.Unknown(refused.code());
            case AlipayAnswer.Silent(String why) -> new RefundResult.Unknown(why);
        };
    }

    private RefundResult told(AlipayAnswer.Given given, RefundRequest request) {
        String state = given.text("refund_status");
        if (state.isEmpty() && given.text("refund_amount").isEmpty()) {
            return new RefundResult.Missing();
        }
        if (!given.text("out_request_no").equals(request.refundNo())
                || !given.text("trade_no").equals(request.channelTxn())) {
            return new RefundResult.Unknown("an answer about another refund");
        }
        if (!state.equals("REFUND_SUCCESS")) {
            return new RefundResult.Unknown("a state that we do not know");
        }
        return done(given, request);
    }

    private RefundResult done(AlipayAnswer.Given given, RefundRequest request) {
        try {
            String named = given.text("refund_amount");
            if (!named.isEmpty() && !AlipayText.money(named).equals(request.back())) {
                return new RefundResult.Unknown("another sum than was asked for");
            }
            String at = given.text(PAID_AT);
            Instant when = at.isEmpty() ? clock.instant() : AlipayText.time(at);
            return new RefundResult.Done(new RefundNotice(
                    ChannelName.ALIPAY,
                    request.refundNo(),
                    request.refundNo(),
                    given.present("out_trade_no"),
                    request.channelTxn(),
                    request.merchantNo(),
                    request.back(),
                    when));
        } catch (IllegalArgumentException | DateTimeException odd) {
            return new RefundResult.Unknown("an answer that cannot be read");
        }
    }
}
