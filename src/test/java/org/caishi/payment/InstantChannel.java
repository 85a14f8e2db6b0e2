/** A channel that says at once that the payer has to act, for tests that are about something else. */
package org.caishi.payment;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

final class InstantChannel implements PaymentChannel {
    private final ChannelName name;

    InstantChannel(ChannelName name) {
        this.name = name;
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public Set<Scene> scenes() {
        return Set.of(Scene.NATIVE);
    }

    @Override
    public ChargeResult charge(ChargeRequest request) {
        return new ChargeResult.Waiting(Map.of());
    }

    @Override
    public QueryResult query(String orderNo, String merchantNo) {
        return new QueryResult.Waiting();
    }

    @Override
    public CloseResult close(String orderNo, String merchantNo) {
        return new CloseResult.Unknown("never closes");
    }

    @Override
    public RefundResult refund(RefundRequest request) {
        return new RefundResult.Unknown("gives nothing back");
    }

    @Override
    public RefundResult queryRefund(RefundRequest request) {
        return new RefundResult.Unknown("gives nothing back");
    }

    @Override
    public NoticeReading read(RawNotice notice) {
        return new NoticeReading.Refused(NoticeReading.Reason.MALFORMED, "no notices here");
    }

    @Override
    public NoticeAnswer accepted() {
        return new NoticeAnswer(200, "text/plain", "");
    }

    @Override
    public NoticeAnswer refused(String why) {
        return new NoticeAnswer(500, "text/plain", why);
    }

    @Override
    public Optional<PayerSignIn> signIn() {
        return Optional.empty();
    }
}
