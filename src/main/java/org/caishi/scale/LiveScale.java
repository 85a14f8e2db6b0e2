/** Follows the display of one scale from signal to signal. */
package org.caishi.scale;

import java.time.Duration;
import java.time.Instant;
import org.caishi.device.Device;
import org.caishi.scale.LiveWeight.Condition;
import org.caishi.scale.LiveWeight.Offer;
import org.caishi.scale.ScaleSignal.Reading;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/** Settings of the device: {@code stableReadings} 5, {@code stableMillis} 1500, see {@link StableWeight.Rule}. */
final class LiveScale {
    /** A scale that says nothing for longer is silent: what lay on it may be gone. */
    static final Duration HEARD_WITHIN = Duration.ofSeconds(3);

    private final Device device;
    private final @Nullable StallKey stall;
    private final String topic;
    private final ScaleRange range;
    private final StableWeight.Rule rule;
    private StableWeight stable;
    private @Nullable ScaleSignal last;
    private ScaleSignal.@Nullable Priced priced;
    private Instant at = Instant.EPOCH;

    LiveScale(Device device) {
        this.device = device;
        this.stall = device.stallId() == null ? null : new StallKey(device.marketId(), device.stallId());
        this.topic = stall == null ? "" : stall.topic();
        this.range = ScaleRange.of(device);
        this.rule = StableWeight.Rule.of(device);
        this.stable = new StableWeight(rule);
    }

    Device device() {
        return device;
    }

    /** Where it stands; null at no stall. */
    @Nullable StallKey stall() {
        return stall;
    }

    /** Of the pages that show it; empty at no stall. */
    String topic() {
        return topic;
    }

    /** Takes a reading, a state, or a price for the reading before it; anything else says nothing about the display. */
    synchronized void accept(ScaleSignal signal, Instant now) {
        switch (signal) {
            case Reading _, ScaleSignal.State _ -> {
                if (!signal.equals(last)) {
                    priced = null;
                }
                stable.accept(signal, now);
                last = signal;
                at = now;
            }
            case ScaleSignal.Priced told -> priced = told;
            case ScaleSignal.Sale _,
                    ScaleSignal.Plu _,
                    ScaleSignal.Done _,
                    ScaleSignal.OfGoods _,
                    ScaleSignal.Rejected _ -> {}
        }
    }

    /** The scale says that it stands as it last told: the same reading once more. After a state that says nothing. */
    synchronized void unchanged(Instant now) {
        if (last instanceof Reading reading) {
            accept(reading, now);
        }
    }

    /** The link has ended: what was shown counts no more, not even towards rest. */
    synchronized void gone() {
        last = null;
        priced = null;
        stable = new StableWeight(rule);
    }

    synchronized LiveWeight shown(Instant now) {
        if (last == null || isSilentFor(HEARD_WITHIN, now)) {
            return LiveWeight.silent(device, at);
        }
        return switch (last) {
            case Reading reading -> {
                Weight weight = reading.weight();
                if (range.isOver(weight)) {
                    yield new LiveWeight(device, null, false, Condition.OVERLOAD, at);
                }
                boolean rests = stable.at(now).filter(weight::equals).isPresent();
                Offer offer = rests && !range.isLight(weight) ? offer(weight) : null;
                yield new LiveWeight(device, weight, rests, reading.net(), Condition.NONE, at, offer);
            }
            case ScaleSignal.State(var condition) -> new LiveWeight(device, null, false, Condition.of(condition), at);
            case ScaleSignal.Sale _,
                    ScaleSignal.Priced _,
                    ScaleSignal.Plu _,
                    ScaleSignal.Done _,
                    ScaleSignal.OfGoods _,
                    ScaleSignal.Rejected _ -> throw new IllegalStateException("a display never shows this: " + last);
        };
    }

    private @Nullable Offer offer(Weight weight) {
        return priced != null && priced.weight().equals(weight) ? new Offer(priced.unitPrice(), priced.amount()) : null;
    }

    synchronized boolean isSilentFor(Duration time, Instant now) {
        return Duration.between(at, now).compareTo(time) > 0;
    }
}
