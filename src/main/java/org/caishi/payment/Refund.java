/** A row of {@code payment_refund}. */
package org.caishi.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.caishi.channel.ChannelName;
import org.caishi.channel.RefundRequest;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param orderNo the order; null when it gives back money in suspense
 * @param suspenseId the money in suspense; null when it is of an order
 * @param asks how often the channel was asked for it or about it
 * @param words why it failed or stands still, as the channel says it
 */
record Refund(
        long marketId,
        long refundNo,
        String requestId,
        @Nullable Long orderNo,
        @Nullable Long suspenseId,
        long stallId,
        long vendorId,
        ChannelName channel,
        String channelTxn,
        String merchantNo,
        long chargedFen,
        long amountFen,
        String reason,
        State state,
        @Nullable Long askedBy,
        Instant createdAt,
        @Nullable Instant askedAt,
        int asks,
        @Nullable String channelRefund,
        String words,
        @Nullable LocalDate businessDate) {

    /** How long after it was last asked about; a refund to a bank card may take days. */
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofHours(1));

    /** How long it is left alone before it is asked about for the first time. */
    static final Duration FIRST_WAIT = WAITS.getFirst();

    /** ASKED → DONE or FAILED; while it is ASKED its sum is held back, for the channel may have given it. */
    enum State {
        ASKED,
        DONE,
        FAILED
    }

    Money amount() {
        return Money.ofFen(amountFen);
    }

    /** When its next turn is, once it is asked about at this instant. */
    Instant nextTurn(Instant asked) {
        return asked.plus(WAITS.get(Math.min(asks + 1, WAITS.size() - 1)));
    }

    OrderNumber number() {
        return new OrderNumber(marketId, refundNo);
    }

    RefundRequest request() {
        return new RefundRequest(
                number().toString(), channelTxn, merchantNo, Money.ofFen(chargedFen), amount(), reason);
    }
}
