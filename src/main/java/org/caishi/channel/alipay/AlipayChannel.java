/** Alipay as one of the product's channels. */
package org.caishi.channel.alipay;

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

/**
 * Vendors are sub-merchants (二级商户) of our own contract, 直付通: each has a number (smid), its money goes to its own account
 * without our ever holding it, and we may split our part out. The other way, a token by which each vendor lets our application
 * act for it (app_auth_token), would be one secret a vendor to keep and renew, and no split of the market's part.
 */
public final class AlipayChannel implements PaymentChannel {
    private static final String TEXT = "text/plain";
    private static final NoticeAnswer ACCEPTED = new NoticeAnswer(200, TEXT, "success");

    private final AlipayOrders orders;
    private final AlipayRefundDesk refunds;
    private final AlipaySplitDesk splits;
    private final AlipayBillDesk bills;
    private final AlipayNoticeReader notices;
    private final AlipaySignIn signIn;

    public AlipayChannel(AlipayContract contract, Clock clock) {
        AlipayConnection gateway = new AlipayConnection(contract);
        this.orders = new AlipayOrders(contract, gateway, clock);
        this.refunds = new AlipayRefundDesk(gateway, clock);
        this.splits = new AlipaySplitDesk(gateway, clock);
        this.bills = new AlipayBillDesk(gateway, clock);
        this.notices = new AlipayNoticeReader(contract, clock);
        this.signIn = new AlipaySignIn(contract, gateway);
    }

    @Override
    public ChannelName name() {
        return ChannelName.ALIPAY;
    }

    @Override
    public Set<Scene> scenes() {
        return Set.of(Scene.JSAPI, Scene.NATIVE, Scene.CODE);
    }

    @Override
    public ChargeResult charge(ChargeRequest request) {
        return orders.charge(request);
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
        return orders.cancel(orderNo, merchantNo);
    }

    @Override
    public RefundResult refund(RefundRequest request) {
        return refunds.refund(request);
    }

    @Override
    public RefundResult queryRefund(RefundRequest request) {
        return refunds.query(request);
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
    public NoticeReading read(RawNotice notice) {
        return notices.read(notice);
    }

    @Override
    public NoticeAnswer accepted() {
        return ACCEPTED;
    }

    /** Whatever is not {@code success} makes Alipay come again; 500 is our own trouble. */
    @Override
    public NoticeAnswer refused(String why) {
        return failure(500);
    }

    @Override
    public NoticeAnswer refused(NoticeReading.Refused refused) {
        return switch (refused.reason()) {
            case SIGNATURE, PROBE, STALE -> failure(401);
            case MALFORMED, NOT_FOR_US -> failure(400);
        };
    }

    @Override
    public Optional<PayerSignIn> signIn() {
        return Optional.of(signIn);
    }

    private static NoticeAnswer failure(int status) {
        return new NoticeAnswer(status, TEXT, "failure");
    }
}
