/** UnionPay as one of the product's channels. */
package org.caishi.channel.unionpay;

import java.time.Clock;
import java.util.EnumSet;
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

final class UnionpayChannel implements PaymentChannel {
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final NoticeAnswer ACCEPTED = new NoticeAnswer(200, TEXT, "ok");

    private final Set<Scene> scenes;
    private final UnionpayOrders orders;
    private final UnionpayRefundDesk refunds;
    private final UnionpayBillDesk bills;
    private final UnionpayNoticeReader notices;
    private final UnionpaySignIn signIn;

    UnionpayChannel(UnionpayContract contract, Clock clock) {
        UnionpayGateway gateway = new UnionpayGateway(contract, clock);
        this.scenes = EnumSet.of(Scene.JSAPI, Scene.NATIVE, Scene.CODE);
        contract.emv().ifPresent(merchant -> scenes.add(Scene.EMVCO));
        this.orders = new UnionpayOrders(contract, gateway, clock);
        this.refunds = new UnionpayRefundDesk(contract, gateway);
        this.bills = new UnionpayBillDesk(gateway);
        this.notices = new UnionpayNoticeReader(contract, clock);
        this.signIn = new UnionpaySignIn(contract, gateway);
    }

    @Override
    public ChannelName name() {
        return ChannelName.UNIONPAY;
    }

    @Override
    public Set<Scene> scenes() {
        return Set.copyOf(scenes);
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

    /** None: no public text says how an instruction to split looks; acquirers agree on it in their contracts. */
    @Override
    public Optional<SplitDesk> splits() {
        return Optional.empty();
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

    /** The gateway asks for status 200 alone; acquirers look at the body too. Anything else makes it come again. */
    @Override
    public NoticeAnswer refused(String why) {
        return new NoticeAnswer(500, TEXT, "fail");
    }

    @Override
    public NoticeAnswer refused(NoticeReading.Refused refused) {
        return refused(refused.why());
    }

    @Override
    public Optional<PayerSignIn> signIn() {
        return Optional.of(signIn);
    }
}
