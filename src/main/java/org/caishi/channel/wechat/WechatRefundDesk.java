/** Refunds at WeChat Pay: asked for, and asked about. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.Status;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Set;
import org.caishi.channel.ChannelName;
import org.caishi.channel.RefundNotice;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.platform.Excerpt;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/** Whatever the answer, the next try goes under the same {@code out_refund_no}, which gives money back once. */
final class WechatRefundDesk {
    private static final int LONGEST_REASON = 80;

    /**
     * Codes that say no for good, from the error table of the partner manual's page on refunds. Too often, not now and
     * not signed are no answers.
     */
    private static final Set<String> NO = Set.of(
            "PARAM_ERROR",
            "INVALID_REQUEST",
            "NO_AUTH",
            "MCH_NOT_EXISTS",
            "RESOURCE_NOT_EXISTS",
            "NOT_ENOUGH",
            "USER_ACCOUNT_ABNORMAL");

    private final RefundService refunds;
    private final String notifyUrl;

    WechatRefundDesk(WechatContract contract, WechatConnection connection) {
        this.refunds = new RefundService.Builder().httpClient(connection.http()).build();
        this.notifyUrl = forRefunds(contract.notifyUrl());
    }

    /** Beside the address for payments; an address of an own kind takes both. */
    private static String forRefunds(URI notifyUrl) {
        String text = notifyUrl.toString();
        return text.endsWith("/pay") ? text.substring(0, text.length() - "pay".length()) + "refund" : text;
    }

    RefundResult refund(RefundRequest request) {
        CreateRequest create = new CreateRequest();
        create.setSubMchid(request.merchantNo());
        create.setTransactionId(request.channelTxn());
        create.setOutRefundNo(request.refundNo());
        create.setReason(Excerpt.of(request.reason(), LONGEST_REASON));
        create.setNotifyUrl(notifyUrl);
        AmountReq amount = new AmountReq();
        amount.setRefund(request.back().fen());
        amount.setTotal(request.charged().fen());
        amount.setCurrency("CNY");
        create.setAmount(amount);
        return read(WechatAnswer.of(() -> told(refunds.create(create), request.refundNo(), request.merchantNo())), NO);
    }

    RefundResult query(String refundNo, String merchantNo) {
        QueryByOutRefundNoRequest query = new QueryByOutRefundNoRequest();
        query.setOutRefundNo(refundNo);
        query.setSubMchid(merchantNo);
        WechatAnswer<RefundResult> answer =
                WechatAnswer.of(() -> told(refunds.queryByOutRefundNo(query), refundNo, merchantNo));
        return answer instanceof WechatAnswer.Refused<RefundResult> refused
                        && refused.code().equals("RESOURCE_NOT_EXISTS")
                ? new RefundResult.Missing()
                : read(answer, Set.of());
    }

    private static RefundResult read(WechatAnswer<RefundResult> answer, Set<String> no) {
        return switch (answer) {
            case WechatAnswer.Given<RefundResult>(RefundResult result) -> result;
            case WechatAnswer.Refused<RefundResult> refused ->
                no.contains(refused.code())
                        ? new RefundResult.Declined(refused.code(), refused.words())
                        : new RefundResult.Unknown(refused.code());
            case WechatAnswer.Silent<RefundResult>(String why) -> new RefundResult.Unknown(why);
        };
    }

    private static RefundResult told(Refund refund, String refundNo, String merchantNo) {
        if (!refundNo.equals(refund.getOutRefundNo())) {
            return new RefundResult.Unknown("an answer about another refund");
        }
        @Nullable Status status = refund.getStatus();
        if (status == null) {
            return new RefundResult.Unknown("a state that we do not know");
        }
        return switch (status) {
            case SUCCESS -> new RefundResult.Done(done(refund, merchantNo));
            case PROCESSING -> new RefundResult.Underway();
            case CLOSED -> new RefundResult.Declined(status.name(), "");
            case ABNORMAL -> new RefundResult.Stuck(status.name());
        };
    }

    private static RefundNotice done(Refund refund, String merchantNo) {
        return new RefundNotice(
                ChannelName.WECHAT,
                refund.getOutRefundNo(),
                refund.getRefundId(),
                refund.getOutTradeNo(),
                refund.getTransactionId(),
                merchantNo,
                Money.ofFen(refund.getAmount().getRefund()),
                OffsetDateTime.parse(refund.getSuccessTime()).toInstant());
    }
}
