/** Keeps the turns with a scale that speaks only when asked: one question on the way at a time, and silence has a bound. */
package org.caishi.scale;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pure: it is given the time, as {@link System#nanoTime} counts it, and says what is due. Not safe for several threads. */
final class Asking {
    /** How long one that is not asked may be waited for at once: no wire lets its device be silent for longer. */
    private static final Duration NOTHING_DUE = Duration.ofDays(1);

    /** A slow scale needs some 100 ms to begin, and a frame of 40 bytes at 1200 baud a third of a second. */
    private static final long LEAST_PATIENCE = Duration.ofSeconds(1).toNanos();

    /** One that has gone silent is asked less and less, but is found again soon. */
    private static final long MOST_PATIENCE = Duration.ofSeconds(5).toNanos();

    /** Bytes that said nothing, then quiet: an answer without a weight, or half of one that is not coming. */
    private static final long QUIET = Duration.ofMillis(250).toNanos();

    private final @Nullable Poll poll;
    private final long every;
    private long patience;
    private boolean waiting;
    private boolean heard;
    private boolean answered;
    private long askedAt;
    private long heardAt;
    private long dueAt;

    Asking(Optional<Poll> poll, long now) {
        this.poll = poll.orElse(null);
        this.every = poll.map(asked -> asked.every().toNanos()).orElse(NOTHING_DUE.toNanos());
        this.patience = firstPatience();
        this.dueAt = now;
    }

    /** What came of looking at the clock. */
    enum Turn {
        WAIT,
        ASK,
        /** The last question was not answered; the next is asked all the same. */
        ASK_AGAIN
    }

    /** Whether to send {@link #question} now; answering ASK or ASK_AGAIN counts as having asked. */
    Turn turn(long now) {
        if (poll == null) {
            return Turn.WAIT;
        }
        if (waiting && isDone(now)) {
            waiting = false;
            patience = firstPatience();
            dueAt = Math.max(now, askedAt + every);
        }
        boolean gaveUp = waiting && !heard && now - askedAt >= patience;
        if (gaveUp) {
            patience = Math.min(2 * patience, Math.max(MOST_PATIENCE, every));
        }
        if (gaveUp || !waiting && now - dueAt >= 0) {
            waiting = true;
            heard = false;
            answered = false;
            askedAt = now;
            return gaveUp ? Turn.ASK_AGAIN : Turn.ASK;
        }
        return Turn.WAIT;
    }

    MessageBytes question() {
        if (poll == null) {
            throw new IllegalStateException("a scale that sends by itself is asked nothing");
        }
        return poll.request();
    }

    /** Bytes have come; {@code meant} when they said something. */
    void heard(boolean meant, long now) {
        heard = true;
        heardAt = now;
        answered |= meant;
    }

    /** The scale was told something in between: unless that thanked for the answer, the next word is the scale's again. */
    void replied(long now) {
        if (!answered) {
            heard = false;
            askedAt = now;
        }
    }

    /** How long the next bytes may be waited for before the clock is to be looked at again; always positive. */
    Duration untilNext(long now) {
        if (poll == null) {
            return NOTHING_DUE;
        }
        long next = !waiting ? dueAt : heard ? heardAt + QUIET : askedAt + patience;
        return Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), next - now));
    }

    private boolean isDone(long now) {
        return answered || heard && now - heardAt >= QUIET;
    }

    private long firstPatience() {
        return Math.max(LEAST_PATIENCE, 3 * every);
    }
}
