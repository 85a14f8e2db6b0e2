/** One order at the acquirer with all that happened to it; a value that is replaced whole. */
package org.caishi.simulator.unionpay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.caishi.simulator.wallet.OrderBook;
import org.jspecify.annotations.Nullable;

/**
 * @param ticket the order's name in the wallet's address
 * @param queryId the acquirer's number of the payment; null before it is paid
 * @param noticeAttempts how often the notice of the payment was tried
 * @param noticeStatus what the last attempt was answered with; 0 for no answer
 * @param noticed whether the merchant took it
 */
record UnionpayTransaction(
        UnionpayOrder order,
        String ticket,
        State state,
        @Nullable String queryId,
        @Nullable Instant paidAt,
        List<UnionpayRefund> refunds,
        int noticeAttempts,
        int noticeStatus,
        boolean noticed)
        implements OrderBook.Entry {
    /** With the code and words by which a query tells it. */
    enum State {
        WAITING("02", "等待付款人付款"),
        /** The payer types a password. */
        PAYING("02", "付款人支付中"),
        PAID("00", "成功"),
        CLOSED("01", "订单已关闭"),
        FAILED("01", "支付失败"),
        REVERSED("01", "已冲正");

        private final String code;
        private final String words;

        State(String code, String words) {
            this.code = code;
            this.words = words;
        }

        String code() {
            return code;
        }

        String words() {
            return words;
        }
    }

    static UnionpayTransaction opened(UnionpayOrder order, String ticket) {
        return new UnionpayTransaction(order, ticket, State.WAITING, null, null, List.of(), 0, 0, false);
    }

    @Override
    public String number() {
        return order.orderId();
    }

    @Override
    public boolean isOpen() {
        return state == State.WAITING || state == State.PAYING;
    }

    @Override
    public Stream<String> names() {
        Stream<String> own =
                queryId == null ? Stream.of("ticket:" + ticket) : Stream.of("ticket:" + ticket, "payment:" + queryId);
        return Stream.concat(own, refunds.stream().map(refund -> "refund:" + refund.refundNo()));
    }

    /** Only for a paid one. */
    String paidId() {
        return Optional.ofNullable(queryId).orElseThrow(() -> new IllegalStateException("not paid"));
    }

    /** Only for a paid one. */
    Instant paidTime() {
        return Optional.ofNullable(paidAt).orElseThrow(() -> new IllegalStateException("not paid"));
    }

    boolean isExpired(Instant now) {
        return now.isAfter(order.expires());
    }

    long refundedFen() {
        return refunds.stream().mapToLong(UnionpayRefund::fen).sum();
    }

    Optional<UnionpayRefund> refund(String refundNo) {
        return refunds.stream()
                .filter(refund -> refund.refundNo().equals(refundNo))
                .findFirst();
    }

    /** The money came: the only way to PAID. */
    UnionpayTransaction paid(String id, Instant now) {
        if (state == State.PAID) {
            throw UnionpayRefusal.duplicate();
        }
        if (!isOpen() || isExpired(now)) {
            throw UnionpayRefusal.closed();
        }
        return new UnionpayTransaction(order, ticket, State.PAID, id, now, refunds, 0, 0, false);
    }

    UnionpayTransaction in(State next) {
        return new UnionpayTransaction(
                order, ticket, next, queryId, paidAt, refunds, noticeAttempts, noticeStatus, noticed);
    }

    UnionpayTransaction noticed(int attempts, int status, boolean taken) {
        return new UnionpayTransaction(
                order, ticket, state, queryId, paidAt, refunds, attempts, status, noticed || taken);
    }

    /** With a refund added, or in the place of the one of its number. */
    UnionpayTransaction with(UnionpayRefund refund) {
        List<UnionpayRefund> after = Stream.concat(
                        refunds.stream().filter(one -> !one.refundNo().equals(refund.refundNo())), Stream.of(refund))
                .toList();
        return new UnionpayTransaction(
                order, ticket, state, queryId, paidAt, after, noticeAttempts, noticeStatus, noticed);
    }
}
