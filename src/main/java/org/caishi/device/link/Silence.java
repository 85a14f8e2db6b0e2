/** Tells a device that has been silent for too long, by looks at its reader now and then instead of a timer for each read. */
package org.caishi.device.link;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The reader leaves marks, and the watch keeps the time. Silence begins with the first look that finds the reader
 * waiting, so it is found out up to two looks late, and whoever is busy with what has come is not silent meanwhile.
 */
final class Silence {
    private final AtomicReference<Mark> mark = new AtomicReference<>(Mark.BUSY);
    private final Duration limit;
    /** Of the watch alone, as {@link System#nanoTime} counts. */
    private long since;

    Silence(Duration limit) {
        this.limit = limit;
    }

    /** Only the reader leaves BUSY, only the watch goes on to WAITED and OVER: of a late byte and a last look, one wins. */
    private enum Mark {
        BUSY,
        WAITS,
        /** The watch has seen it wait. */
        WAITED,
        OVER
    }

    Duration limit() {
        return limit;
    }

    /** The reader begins to wait for bytes, or goes on with it. */
    void waits() {
        mark.compareAndSet(Mark.BUSY, Mark.WAITS);
    }

    /** Bytes have come; after the end that changes nothing. */
    void heard() {
        if (!mark.compareAndSet(Mark.WAITS, Mark.BUSY)) {
            mark.compareAndSet(Mark.WAITED, Mark.BUSY);
        }
    }

    /** A look of the watch; true once, when the silence has just become too long. */
    boolean ends(long now) {
        return switch (mark.get()) {
            case BUSY, OVER -> false;
            case WAITS -> {
                since = now;
                mark.compareAndSet(Mark.WAITS, Mark.WAITED);
                yield false;
            }
            case WAITED -> now - since >= limit.toNanos() && mark.compareAndSet(Mark.WAITED, Mark.OVER);
        };
    }

    boolean isOver() {
        return mark.get() == Mark.OVER;
    }

    /** For the board and the log. */
    String words() {
        return "silent for " + limit.toSeconds() + " s";
    }
}
