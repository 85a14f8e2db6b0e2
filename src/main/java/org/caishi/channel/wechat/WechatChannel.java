/** WeChat Pay as one of the product's channels. */
package org.caishi.channel.wechat;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.caishi.channel.BillDesk;
import org.caishi.channel.ChannelName;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.NoticeAnswer;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.PayerSignIn;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.channel.Scene;
import org.caishi.channel.SplitDesk;
import tools.jackson.databind.json.JsonMapper;

final class WechatChannel implements PaymentChannel {
    private static final String JSON = "application/json";
    private static final NoticeAnswer ACCEPTED = new NoticeAnswer(200, JSON, "{\"code\":\"SUCCESS\"}");

    private final WechatOrders orders;
    private final WechatCodeDesk codes;
    private final WechatRefundDesk refunds;
    private final WechatSplitDesk splits;
    private final WechatBillDesk bills;
    private final WechatNoticeReader notices;
    private final WechatSignIn signIn;

    WechatChannel(WechatContract contract, Clock clock) {
        WechatConnection connection = WechatConnection.of(contract);
        this.orders = new WechatOrders(contract, connection, clock);
        this.codes = new WechatCodeDesk(contract, connection);
        this.splits = new WechatSplitDesk(contract, connection);
        this.bills = new WechatBillDesk(connection);
        this.refunds = new WechatRefundDesk(contract, connection);
        this.notices = new WechatNoticeReader(contract, clock);
        this.signIn = new WechatSignIn(contract);
    }

    private record Failure(String code, String message) {}

    @Override
    public ChannelName name() {
        return ChannelName.WECHAT;
    }

    @Override
    public Set<Scene> scenes() {
        return Set.of(Scene.JSAPI, Scene.NATIVE, Scene.CODE);
    }

    @Override
    public ChargeResult charge(ChargeRequest request) {
        return request.scene() == Scene.CODE ? codes.charge(request) : orders.charge(request);
    }

    @Override
    public QueryResult query(String orderNo, String merchantNo) {
        return orders.query(orderNo, merchantNo);
    }

    @Override
    public CloseResult close(String orderNo, String merchantNo) {
        return orders.close(orderNo, merchantNo);
    }

    @Override
    public CloseResult cancel(String orderNo, String merchantNo) {
        return codes.reverse(orderNo, merchantNo);
    }

    @Override
    public Optional<SplitDesk> splits() {
        return Optional.of(splits);
    }

    @Override
    public Optional<BillDesk> bills() {
        return Optional.of(bills);
    }

    @Override
    public RefundResult refund(RefundRequest request) {
        return refunds.refund(request);
    }

    @Override
    public RefundResult queryRefund(RefundRequest request) {
        return refunds.query(request.refundNo(), request.merchantNo());
    }

    @Override
    public NoticeReading read(RawNotice notice) {
        return notices.read(notice);
    }

    @Override
    public NoticeAnswer accepted() {
        return ACCEPTED;
    }

    /** Any status but 200 and 204 makes WeChat come again, whatever the body says; 500 is our own trouble. */
    @Override
    public NoticeAnswer refused(String why) {
        return failure(500, why);
    }

    @Override
    public NoticeAnswer refused(NoticeReading.Refused refused) {
        return switch (refused.reason()) {
            case SIGNATURE, PROBE, STALE -> failure(401, refused.why());
            case MALFORMED, NOT_FOR_US -> failure(400, refused.why());
        };
    }

    @Override
    public Optional<PayerSignIn> signIn() {
        return Optional.of(signIn);
    }

    private static NoticeAnswer failure(int status, String why) {
        return new NoticeAnswer(status, JSON, JsonMapper.shared().writeValueAsString(new Failure("FAIL", why)));
    }
}
