/** One order at the service with all that happened to it; a value that is replaced whole. */
package org.caishi.simulator.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.caishi.simulator.wallet.OrderBook;
import org.jspecify.annotations.Nullable;

/**
 * @param unfrozen true when nothing can be split off any more
 * @param noticeAttempts how often the notice of the payment was tried
 * @param noticeStatus what the last attempt was answered with; 0 for no answer
 */
record WechatTransaction(
        WechatOrder order,
        String prepayId,
        Instant opened,
        State state,
        @Nullable String transactionId,
        @Nullable Instant paidAt,
        @Nullable String payer,
        List<WechatRefund> refunds,
        List<WechatSharing> sharings,
        boolean unfrozen,
        int noticeAttempts,
        int noticeStatus)
        implements OrderBook.Entry {
    private static final Duration PREPAY_LIVES = Duration.ofHours(2);

    /** The service's {@code trade_state} with its {@code trade_state_desc}. */
    enum State {
        NOTPAY("订单未支付"),
        USERPAYING("用户支付中"),
        SUCCESS("支付成功"),
        REFUND("转入退款"),
        CLOSED("订单已关闭"),
        PAYERROR("支付失败");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static WechatTransaction opened(WechatOrder order, String prepayId, Instant now) {
        return new WechatTransaction(
                order, prepayId, now, State.NOTPAY, null, null, null, List.of(), List.of(), false, 0, 0);
    }

    @Override
    public String number() {
        return order.outTradeNo();
    }

    @Override
    public Stream<String> names() {
        Stream<String> own = transactionId == null
                ? Stream.of("prepay:" + prepayId)
                : Stream.of("prepay:" + prepayId, "transaction:" + transactionId);
        return Stream.of(
                        own,
                        refunds.stream().map(refund -> "refund:" + refund.outRefundNo()),
                        sharings.stream().map(sharing -> "sharing:" + sharing.outOrderNo()))
                .flatMap(all -> all);
    }

    boolean isPaid() {
        return state == State.SUCCESS || state == State.REFUND;
    }

    @Override
    public boolean isOpen() {
        return state == State.NOTPAY || state == State.USERPAYING;
    }

    boolean isExpired(Instant now) {
        Instant expires = order.expires();
        return now.isAfter(expires == null ? opened.plus(PREPAY_LIVES) : expires);
    }

    boolean isNoticed() {
        return noticeStatus >= 200 && noticeStatus < 300;
    }

    /** When it was paid; only for a paid one. */
    Instant paidTime() {
        return Optional.ofNullable(paidAt).orElseThrow(() -> new IllegalStateException("not paid"));
    }

    /** The service's number of the payment; only for a paid one. */
    String paidId() {
        return Optional.ofNullable(transactionId).orElseThrow(() -> new IllegalStateException("not paid"));
    }

    /** The money came: the only way to SUCCESS. */
    WechatTransaction paid(String id, String openid, Instant now) {
        mustBeOpen();
        if (isExpired(now)) {
            throw WechatRefusal.invalidRequest("订单已过期");
        }
        return new WechatTransaction(
                order, prepayId, opened, State.SUCCESS, id, now, openid, refunds, sharings, unfrozen, 0, 0);
    }

    WechatTransaction closed() {
        if (state == State.CLOSED) {
            return this;
        }
        mustBeOpen();
        return in(State.CLOSED);
    }

    WechatTransaction in(State next) {
        return new WechatTransaction(
                order,
                prepayId,
                opened,
                next,
                transactionId,
                paidAt,
                payer,
                refunds,
                sharings,
                unfrozen,
                noticeAttempts,
                noticeStatus);
    }

    WechatTransaction noticed(int attempts, int status) {
        return new WechatTransaction(
                order,
                prepayId,
                opened,
                state,
                transactionId,
                paidAt,
                payer,
                refunds,
                sharings,
                unfrozen,
                attempts,
                status);
    }

    /** Adds a refund, or replaces the one of the same number. */
    WechatTransaction with(WechatRefund refund) {
        List<WechatRefund> all = new ArrayList<>(refunds);
        all.removeIf(old -> old.outRefundNo().equals(refund.outRefundNo()));
        all.add(refund);
        return new WechatTransaction(
                order,
                prepayId,
                opened,
                State.REFUND,
                transactionId,
                paidAt,
                payer,
                List.copyOf(all),
                sharings,
                unfrozen,
                noticeAttempts,
                noticeStatus);
    }

    /** Adds a split, or replaces the one of the same number. */
    WechatTransaction with(WechatSharing sharing) {
        List<WechatSharing> all = new ArrayList<>(sharings);
        all.removeIf(old -> old.outOrderNo().equals(sharing.outOrderNo()));
        all.add(sharing);
        return new WechatTransaction(
                order,
                prepayId,
                opened,
                state,
                transactionId,
                paidAt,
                payer,
                refunds,
                List.copyOf(all),
                unfrozen || sharing.unfreezes(),
                noticeAttempts,
                noticeStatus);
    }

    Optional<WechatRefund> refund(String outRefundNo) {
        return refunds.stream()
                .filter(refund -> refund.outRefundNo().equals(outRefundNo))
                .findFirst();
    }

    Optional<WechatSharing> sharing(String outOrderNo) {
        return sharings.stream()
                .filter(sharing -> sharing.outOrderNo().equals(outOrderNo))
                .findFirst();
    }

    WechatTransaction withSharing(String outOrderNo, UnaryOperator<WechatSharing> change) {
        return sharing(outOrderNo).map(change).map(this::with).orElse(this);
    }

    long refundedFen() {
        return refunds.stream().mapToLong(WechatRefund::amount).sum();
    }

    /** What went to others and stayed there. */
    long sharedFen() {
        return sharings.stream().mapToLong(WechatSharing::sharedFen).sum();
    }

    private void mustBeOpen() {
        if (isPaid()) {
            throw WechatRefusal.orderPaid();
        }
        if (!isOpen()) {
            throw WechatRefusal.orderClosed();
        }
    }
}
