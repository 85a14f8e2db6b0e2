/** One trade at the service with all that happened to it; a value that is replaced whole. */
package org.caishi.simulator.alipay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caishi.simulator.wallet.OrderBook;
import org.jspecify.annotations.Nullable;

/**
 * @param paidAt null while nothing was paid
 * @param notice how the notice of the payment fared
 */
record AlipayTrade(
        AlipayOrder order,
        String tradeNo,
        Instant opened,
        State state,
        @Nullable Instant paidAt,
        @Nullable String buyer,
        List<AlipayRefund> refunds,
        List<AlipaySplit> splits,
        Notice notice)
        implements OrderBook.Entry {
    static final Duration LIVES = Duration.ofHours(2);

    /** The service's {@code trade_status}. */
    enum State {
        /** A code is shown and nobody has scanned it: for the service there is no trade yet. */
        SHOWN,
        WAIT_BUYER_PAY,
        TRADE_SUCCESS,
        TRADE_CLOSED
    }

    /** How a notice fared; status 0 means no answer yet. */
    record Notice(int attempts, int status, boolean taken) {
        static final Notice NONE = new Notice(0, 0, false);
    }

    static AlipayTrade opened(AlipayOrder order, String tradeNo, Instant now) {
        State state = order.kind() == AlipayOrder.Kind.PRECREATE ? State.SHOWN : State.WAIT_BUYER_PAY;
        return new AlipayTrade(order, tradeNo, now, state, null, null, List.of(), List.of(), Notice.NONE);
    }

    @Override
    public String number() {
        return order.outTradeNo();
    }

    @Override
    public boolean isOpen() {
        return state == State.SHOWN || state == State.WAIT_BUYER_PAY;
    }

    @Override
    public Stream<String> names() {
        return Stream.of("trade:" + tradeNo);
    }

    boolean isPaid() {
        return paidAt != null;
    }

    boolean isExpired(Instant now) {
        Instant expires = order.expires();
        return now.isAfter(expires == null ? opened.plus(LIVES) : expires);
    }

    /** When it was paid; only for a paid one. */
    Instant paidTime() {
        return Optional.ofNullable(paidAt).orElseThrow(() -> new IllegalStateException("not paid"));
    }

    /** Somebody scanned the code. */
    AlipayTrade scanned() {
        return state == State.SHOWN ? with(State.WAIT_BUYER_PAY, paidAt, buyer) : this;
    }

    /** The money came: the only way to TRADE_SUCCESS. */
    AlipayTrade paid(String payer, Instant now) {
        mustBeOpen();
        if (isExpired(now)) {
            throw AlipayRefusal.tradeClosed();
        }
        return with(State.TRADE_SUCCESS, now, payer);
    }

    AlipayTrade closed() {
        return with(State.TRADE_CLOSED, paidAt, buyer);
    }

    void mustBeOpen() {
        if (isPaid()) {
            throw AlipayRefusal.tradePaid();
        }
        if (!isOpen()) {
            throw AlipayRefusal.tradeClosed();
        }
    }

    AlipayTrade noticed(Notice fared) {
        return new AlipayTrade(order, tradeNo, opened, state, paidAt, buyer, refunds, splits, fared);
    }

    /** Adds a refund; a trade that is given back whole is closed. */
    AlipayTrade with(AlipayRefund refund) {
        List<AlipayRefund> all = new ArrayList<>(refunds);
        all.add(refund);
        State after = refundedFen() + refund.amount() == order.total() ? State.TRADE_CLOSED : state;
        return new AlipayTrade(order, tradeNo, opened, after, paidAt, buyer, List.copyOf(all), splits, notice);
    }

    /** Adds a split, or replaces the one of the same number. */
    AlipayTrade with(AlipaySplit split) {
        List<AlipaySplit> all = new ArrayList<>(splits);
        all.removeIf(old -> old.outRequestNo().equals(split.outRequestNo()));
        all.add(split);
        return new AlipayTrade(order, tradeNo, opened, state, paidAt, buyer, refunds, List.copyOf(all), notice);
    }

    Optional<AlipayRefund> refund(String outRequestNo) {
        return refunds.stream()
                .filter(refund -> refund.outRequestNo().equals(outRequestNo))
                .findFirst();
    }

    Optional<AlipaySplit> split(String outRequestNo) {
        return splits.stream()
                .filter(split -> split.outRequestNo().equals(outRequestNo))
                .findFirst();
    }

    long refundedFen() {
        return refunds.stream().mapToLong(AlipayRefund::amount).sum();
    }

    /** What went to others and stayed there. */
    long splitFen() {
        return splits.stream().mapToLong(AlipaySplit::outFen).sum();
    }

    boolean isUnfrozen() {
        return !order.frozen() || splits.stream().anyMatch(AlipaySplit::finishes);
    }

    private AlipayTrade with(State after, @Nullable Instant paid, @Nullable String payer) {
        return new AlipayTrade(order, tradeNo, opened, after, paid, payer, refunds, splits, notice);
    }
}
