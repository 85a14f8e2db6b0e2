/** Tells a device that has been silent for too long, by looks at its reader now and then instead of a timer for each read. */
package org.caishi.device.link;

import java.time.Duration;

/**
 * The reader leaves marks, and the watch keeps the time. Silence begins with the first look that finds the reader
 * waiting, so it is found out up to two looks late, and whoever is busy with what has come is not silent meanwhile. Of a
 * late byte and the last look one wins, by the lock, which is held for a comparison.
 */
final class Silence {
    private final Duration limit;
    private Mark mark = Mark.BUSY;
    /** When the watch first saw the reader wait, as {@link System#nanoTime} counts. */
    private long since;

    Silence(Duration limit) {
        this.limit = limit;
    }

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
    synchronized void waits() {
        if (mark == Mark.BUSY) {
            mark = Mark.WAITS;
        }
    }

    /** Bytes have come; after the end that changes nothing. */
    synchronized void heard() {
        if (mark != Mark.OVER) {
            mark = Mark.BUSY;
        }
    }

    /** A look of the watch; true once, when the silence has just become too long. */
    synchronized boolean ends(long now) {
        return switch (mark) {
            case BUSY, OVER -> false;
            case WAITS -> {
                mark = Mark.WAITED;
                since = now;
                yield false;
            }
            case WAITED -> {
                boolean tooLong = now - since >= limit.toNanos();
                mark = tooLong ? Mark.OVER : Mark.WAITED;
                yield tooLong;
            }
        };
    }

    synchronized boolean isOver() {
        return mark == Mark.OVER;
    }

    /** For the board and the log. */
    String words() {
        return "silent for " + limit.toSeconds() + " s";
    }
}
