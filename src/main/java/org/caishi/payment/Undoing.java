/** A row of {@code payment_undoing}: a charge that was, or may have been, undone at its channel. */
package org.caishi.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * @param orderText the order's number as channels say it
 * @param sentAt when the channel was asked last to undo it, or when it told us unasked
 * @param asks how often it was asked what became of it
 */
record Undoing(
        long marketId, long orderNo, String orderText, Instant sentAt, State state, int asks, Instant nextAskAt) {

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofHours(1));

    /** How long it is left alone before it is asked about for the first time. */
    static final Duration FIRST_WAIT = WAITS.getFirst();

    enum State {
        /** What became of it is not known, or not in the books yet. */
        OPEN,
        /** Nothing was paid that we know of; money that turns up later in suspense opens the question again. */
        NOTHING,
        /** What was paid went back, and the books say so. */
        BACK,
        /** The channel did not undo it: the money stayed. */
        KEPT
    }

    OrderNumber number() {
        return new OrderNumber(marketId, orderNo);
    }

    /** When its next turn is, once it is asked about at this instant. */
    Instant nextTurn(Instant asked) {
        return asked.plus(WAITS.get(Math.min(asks + 1, WAITS.size() - 1)));
    }
}
