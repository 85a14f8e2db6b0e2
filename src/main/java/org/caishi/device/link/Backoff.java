/** How long to wait before the next try: longer each time, with jitter so that a market's links do not try in step. */
package org.caishi.device.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /** From half of the step to the whole of it; the step doubles. */
    public Duration next() {
        long step = next.toMillis();
        next = next.multipliedBy(2).compareTo(longest) < 0 ? next.multipliedBy(2) : longest;
        return Duration.ofMillis(step / 2 + random.nextLong(step / 2 + 1));
    }

    public void reset() {
        next = first;
    }
}
