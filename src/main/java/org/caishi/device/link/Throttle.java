/** Holds back a link that floods, since a thread that never waits for its bytes would keep all other links waiting. */
package org.caishi.device.link;

import java.time.Duration;

/**
 * A bucket of bytes, given the time as {@link System#nanoTime} counts it. A serial line brings 11,500 bytes a second, a
 * smart scale that was offline for a day tells some 100 kB at once. Not safe for several threads.
 */
final class Throttle {
    static final int BURST = 1 << 20;
    static final int BYTES_A_SECOND = 128 * 1024;

    private static final long NANOS = 1_000_000_000;

    private long left = BURST;
    private long at;

    Throttle(long now) {
        at = now;
    }

    /** How long the reader has to wait for having taken so many bytes; zero for all that do not flood. */
    Duration take(int bytes, long now) {
        long passed = Math.clamp(now - at, 0, 10 * NANOS);
        left = Math.min(BURST, left + passed * BYTES_A_SECOND / NANOS) - bytes;
        at = now;
        return left >= 0 ? Duration.ZERO : Duration.ofNanos(-left * NANOS / BYTES_A_SECOND);
    }
}
