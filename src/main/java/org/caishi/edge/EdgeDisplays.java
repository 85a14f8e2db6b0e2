/** Follows what the scales of this edge show; the centre is told the newest only. */
package org.caishi.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.edge.EdgeMessages.Display;
import org.caishi.scale.Displays;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.StableWeight;
import org.jspecify.annotations.Nullable;

/** Whether a weight stands still is judged here, where every frame is seen. */
final class EdgeDisplays implements Displays {
    /** A weight that stands is told again so often: at the centre it is too old to be priced after 1.5 s. */
    private static final Duration AGAIN_AFTER = Duration.ofMillis(900);

    private final Map<String, Follower> followers = new HashMap<>();
    private final InstantSource clock;

    EdgeDisplays(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void heard(Device device, ScaleSignal signal) {
        follower(device).accept(signal, clock.instant());
    }

    @Override
    public synchronized void unchanged(Device device) {
        Follower follower = follower(device);
        if (follower.last instanceof ScaleSignal.Reading reading) {
            follower.accept(reading, clock.instant());
        }
    }

    @Override
    public synchronized void gone(Device device) {
        followers.put(device.serial(), new Follower(device));
    }

    /** What has changed, or stood for a while, since it was last asked for; it counts as told. */
    synchronized List<Display> news() {
        Instant now = clock.instant();
        List<Display> news = new ArrayList<>();
        for (Follower follower : followers.values()) {
            Display shown = follower.shown(now);
            boolean changed = !shown.equals(follower.told);
            boolean stands = follower.heardSinceTold && !now.isBefore(follower.toldAt.plus(AGAIN_AFTER));
            if (changed || stands) {
                follower.told = shown;
                follower.toldAt = now;
                follower.heardSinceTold = false;
                news.add(shown);
            }
        }
        return news;
    }

    private Follower follower(Device device) {
        Follower known = followers.get(device.serial());
        if (known == null || !known.device.equals(device)) {
            known = new Follower(device);
            followers.put(device.serial(), known);
        }
        return known;
    }

    private static final class Follower {
        private final Device device;
        private final StableWeight stable;
        private @Nullable ScaleSignal last;
        private @Nullable Display told;
        private Instant toldAt = Instant.EPOCH;
        private boolean heardSinceTold;

        Follower(Device device) {
            this.device = device;
            this.stable = new StableWeight(StableWeight.Rule.of(device));
        }

        void accept(ScaleSignal signal, Instant now) {
            switch (signal) {
                case ScaleSignal.Reading _, ScaleSignal.State _ -> {
                    stable.accept(signal, now);
                    last = signal;
                    heardSinceTold = true;
                }
                case ScaleSignal.Sale _,
                        ScaleSignal.Priced _,
                        ScaleSignal.Plu _,
                        ScaleSignal.Done _,
                        ScaleSignal.OfGoods _,
                        ScaleSignal.Rejected _ -> {}
            }
        }

        Display shown(Instant now) {
            return switch (last) {
                case ScaleSignal.Reading reading ->
                    new Display(
                            device.serial(),
                            reading.weight().grams(),
                            stable.at(now).filter(reading.weight()::equals).isPresent(),
                            reading.net(),
                            null);
                case ScaleSignal.State(var condition) ->
                    new Display(device.serial(), null, false, null, condition.name());
                case null -> new Display(device.serial(), null, false, null, null);
                case ScaleSignal.Sale _,
                        ScaleSignal.Priced _,
                        ScaleSignal.Plu _,
                        ScaleSignal.Done _,
                        ScaleSignal.OfGoods _,
                        ScaleSignal.Rejected _ -> throw new IllegalStateException("no display shows " + last);
            };
        }
    }
}
