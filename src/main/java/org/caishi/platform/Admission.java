/** Lets so many in at once and the others wait a moment; who finds no place by then is told to come again. */
package org.caishi.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work that comes faster than the machine can carry would wait ever longer, until nobody still wants its answer; a bound
 * keeps what is let in quick, and the rest knows at once. In the order of arrival, so that nobody waits for ever.
 */
public final class Admission {
    private final Semaphore places;
    private final long longestWaitMillis;
    private final Counter refused;

    /**
     * @param name of the metrics
     * @param atOnce how many are let in at the same time
     */
    public Admission(String name, int atOnce, Duration longestWait, MeterRegistry meters) {
        this.places = new Semaphore(atOnce, true);
        this.longestWaitMillis = longestWait.toMillis();
        this.refused = meters.counter("caishi.admission.refused", "of", name);
        meters.gauge("caishi.admission.inside", Tags.of("of", name), places, free -> atOnce - free.availablePermits());
        meters.gauge("caishi.admission.waiting", Tags.of("of", name), places, Semaphore::getQueueLength);
    }

    /**
     * Does the work while it holds a place.
     *
     * @throws GroupCommit.Busy when there was no place in time: nothing was begun
     */
    public <R> R within(Supplier<R> work) {
        enter();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private void enter() {
        try {
            if (places.tryAcquire(longestWaitMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refused.increment();
        throw new GroupCommit.Busy();
    }
}
