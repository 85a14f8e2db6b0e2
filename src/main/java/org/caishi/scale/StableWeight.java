/** Decides when a weight stands still, for scales whose frames do not say it, and when it is too old to be priced. */
package org.caishi.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.scale.ScaleSignal.Reading;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Follows the signals of one scale. A weight is stable when the scale says so or, where its frames do not say, when the
 * last N readings were equal and came within T; it stays so while readings keep coming at least every T. Motion, overload,
 * underload, fault, a weight below zero and silence have no stable weight. Zero can be stable; it is the caller who asks
 * for more than zero. A rejected frame says nothing, so it neither counts nor breaks a run. Not safe for several threads.
 */
public final class StableWeight {
    /**
     * How many equal readings within what time.
     *
     * @param readings N, 2 to 50
     * @param within T, 100 ms to 1 min; also the age at which a weight is no longer fresh
     */
    public record Rule(int readings, Duration within) {
        /** Indicators send 5 to 20 frames a second: five equal ones take between a quarter of a second and one second. */
        public static final Rule DEFAULT = new Rule(5, Duration.ofMillis(1500));

        /** The device's own: its settings {@code stableReadings} and {@code stableMillis}. */
        public static Rule of(Device device) {
            int millis = device.setting("stableMillis", (int) DEFAULT.within.toMillis(), 100, 60_000);
            return new Rule(device.setting("stableReadings", DEFAULT.readings, 2, 50), Duration.ofMillis(millis));
        }

        public Rule {
            if (readings < 2 || readings > 50) {
                throw new IllegalArgumentException("2 to 50 equal readings, not " + readings);
            }
            if (within.compareTo(Duration.ofMillis(100)) < 0 || within.compareTo(Duration.ofMinutes(1)) > 0) {
                throw new IllegalArgumentException("within 100 ms to 1 min, not " + within);
            }
        }
    }

    private final long withinMillis;
    /** When the last N equal readings came, as a ring. */
    private final long[] arrivals;

    private int run;
    private int next;
    private @Nullable Reading last;
    private long lastMillis;

    public StableWeight(Rule rule) {
        this.withinMillis = rule.within().toMillis();
        this.arrivals = new long[rule.readings()];
    }

    /** Takes a signal that came at this time. */
    public void accept(ScaleSignal signal, Instant at) {
        switch (signal) {
            case Reading reading -> follow(reading, at.toEpochMilli());
            case ScaleSignal.State _ -> forget();
            case ScaleSignal.Sale _,
                    ScaleSignal.Priced _,
                    ScaleSignal.Plu _,
                    ScaleSignal.Done _,
                    ScaleSignal.OfGoods _,
                    ScaleSignal.Rejected _ -> {}
        }
    }

    /** The weight that stands on the scale now and may be priced. */
    public Optional<Weight> at(Instant now) {
        Reading reading = last;
        if (reading == null || reading.weight().grams() < 0 || !isRecent(lastMillis, now.toEpochMilli())) {
            return Optional.empty();
        }
        boolean stable = reading.stable() == null ? enoughEqual() : reading.stable();
        return stable ? Optional.of(reading.weight()) : Optional.empty();
    }

    private void follow(Reading reading, long millis) {
        boolean clockWentBack = last != null && millis < lastMillis;
        if (!reading.equals(last) || clockWentBack) {
            run = 0;
        }
        arrivals[next] = millis;
        next = (next + 1) % arrivals.length;
        run = Math.min(run + 1, arrivals.length);
        last = reading;
        lastMillis = millis;
    }

    private void forget() {
        run = 0;
        last = null;
    }

    private boolean enoughEqual() {
        // In a full ring the next slot to be written holds the oldest of the last N.
        return run == arrivals.length && isRecent(arrivals[next], lastMillis);
    }

    private boolean isRecent(long then, long now) {
        return then <= now && now - then <= withinMillis;
    }
}
