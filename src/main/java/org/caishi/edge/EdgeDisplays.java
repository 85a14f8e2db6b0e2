/** Follows what the scales of this edge show; the centre is told the newest only. */
package org.caishi.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** In one news; the others follow a quarter of a second later. */
    static final int MOST = 500;

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
        List<Follower> longestUntold = new ArrayList<>(followers.values());
        longestUntold.sort(Comparator.comparing(follower -> follower.toldAt));
        for (Follower follower : longestUntold) {
            if (news.size() == MOST) {
                break;
            }
            follower.news(now).ifPresent(news::add);
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
        private ScaleSignal.@Nullable Priced priced;

        Follower(Device device) {
            this.device = device;
            this.stable = new StableWeight(StableWeight.Rule.of(device));
        }

        void accept(ScaleSignal signal, Instant now) {
            switch (signal) {
                case ScaleSignal.Reading _, ScaleSignal.State _ -> {
                    if (!signal.equals(last)) {
                        priced = null;
                    }
                    stable.accept(signal, now);
                    last = signal;
                    heardSinceTold = true;
                }
                case ScaleSignal.Priced offer -> priced = offer;
                case ScaleSignal.Sale _,
                        ScaleSignal.Plu _,
                        ScaleSignal.Done _,
                        ScaleSignal.OfGoods _,
                        ScaleSignal.Rejected _ -> {}
            }
        }

        Optional<Display> news(Instant now) {
            Display shown = afterPrice(shown(now));
            boolean stands = heardSinceTold && !now.isBefore(toldAt.plus(AGAIN_AFTER));
            if (shown.equals(told) && !stands) {
                return Optional.empty();
            }
            told = shown;
            toldAt = now;
            heardSinceTold = false;
            return Optional.of(shown);
        }

        /**
         * The centre keeps a price as long as its weight is told unchanged. Where the same weight has come back without one
         * between two news, it is told once as moving, so that the old price goes.
         */
        private Display afterPrice(Display shown) {
            boolean priceGone = told != null
                    && told.amountFen() != null
                    && shown.amountFen() == null
                    && Objects.equals(told.grams(), shown.grams());
            return priceGone ? shown.moving() : shown;
        }

        private Display shown(Instant now) {
            return switch (last) {
                case ScaleSignal.Reading reading -> shown(reading, now);
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

        private Display shown(ScaleSignal.Reading reading, Instant now) {
            boolean rests = stable.at(now).filter(reading.weight()::equals).isPresent();
            ScaleSignal.Priced told = priced;
            ScaleSignal.Priced offer = rests && told != null && told.weight().equals(reading.weight()) ? told : null;
            return new Display(
                    device.serial(),
                    reading.weight().grams(),
                    rests,
                    reading.net(),
                    null,
                    offer == null ? null : offer.unitPrice().fenPerKilogram(),
                    offer == null ? null : offer.amount().fen());
        }
    }
}
