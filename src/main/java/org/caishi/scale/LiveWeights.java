/** What the scales of the stalls show now. It lives in memory only: a weight is worth something while it lies there. */
package org.caishi.scale;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.platform.LivePages;
import org.caishi.scale.LiveWeight.Condition;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells the stall's open pages, topic {@code stall/{marketId}/{stallId}}, event {@code weight}. */
@Component
public class LiveWeights implements Displays {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWeights.class);

    /** Five a second: as fast as an eye follows a display. */
    static final long TELL_EVERY_MILLIS = 200;

    private static final long FORGET_EVERY_MILLIS = 10_000;

    /** On one node; twenty of the largest markets. */
    static final int MOST_SCALES = 20_000;

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    /** Of a stall's scales the one in use: one that speaks, that has something at rest on it, that spoke last. */
    private static final Comparator<LiveWeight> IN_USE = Comparator.<LiveWeight, Boolean>comparing(
                    shown -> shown.condition() != Condition.SILENT)
            .thenComparing(shown -> shown.weight() != null && shown.weight().isPositive() && shown.stable())
            .thenComparing(LiveWeight::at);

    private final ConcurrentMap<ScaleKey, LiveScale> scales = new ConcurrentHashMap<>();
    /** Touched by the telling thread alone. */
    private final Map<StallKey, WeightNews> told = new HashMap<>();

    private final Devices devices;
    private final LivePages pages;
    private final InstantSource clock;

    LiveWeights(Devices devices, LivePages pages, InstantSource clock) {
        this.devices = devices;
        this.pages = pages;
        this.clock = clock;
    }

    /** What the stall's scale shows; of several, the one in use. Empty when the stall has no scale. */
    public Optional<LiveWeight> of(long marketId, long stallId) {
        Instant now = clock.instant();
        return devices.ofStall(marketId, stallId, DeviceKind.SCALE).stream()
                .map(device -> shown(device, now))
                .max(IN_USE);
    }

    /** What one scale shows, whether it stands at a stall or not. */
    public LiveWeight of(Device device) {
        return shown(device, clock.instant());
    }

    /** Takes what a scale has said; only readings, states and prices for them count. */
    @Override
    public void heard(Device device, ScaleSignal signal) {
        ScaleKey key = ScaleKey.of(device);
        LiveScale scale = scales.get(key);
        if (scale == null || !scale.device().equals(device)) {
            if (scale == null && scales.size() >= MOST_SCALES) {
                LOG.warn("{} is not followed: this node follows {} scales already", device.serial(), MOST_SCALES);
                return;
            }
            scale = new LiveScale(device);
            scales.put(key, scale);
        }
        scale.accept(signal, clock.instant());
    }

    /** The scale has said that it shows what it showed before. */
    @Override
    public void unchanged(Device device) {
        LiveScale scale = scales.get(ScaleKey.of(device));
        if (scale != null) {
            scale.unchanged(clock.instant());
        }
    }

    /** The scale's link has ended. */
    @Override
    public void gone(Device device) {
        LiveScale scale = scales.get(ScaleKey.of(device));
        if (scale != null) {
            scale.gone();
        }
    }

    /** Tells of every stall that a page looks at and whose display has changed since it was last told of. */
    @Scheduled(fixedDelay = TELL_EVERY_MILLIS)
    void tell() {
        Instant now = clock.instant();
        Map<StallKey, LiveWeight> shown = new HashMap<>();
        for (LiveScale scale : scales.values()) {
            StallKey stall = scale.stall();
            if (stall != null && pages.hasReaders(scale.topic())) {
                shown.merge(stall, scale.shown(now), (one, other) -> IN_USE.compare(one, other) >= 0 ? one : other);
            }
        }
        shown.forEach((stall, weight) -> {
            WeightNews news = WeightNews.of(weight);
            if (!news.equals(told.put(stall, news))) {
                pages.tell(stall.topic(), "weight", news);
            }
        });
        told.keySet().retainAll(shown.keySet());
    }

    /** A scale that nobody has heard for long is not followed any more. */
    @Scheduled(fixedDelay = FORGET_EVERY_MILLIS)
    void forget() {
        Instant now = clock.instant();
        scales.values().removeIf(scale -> scale.isSilentFor(FORGOTTEN_AFTER, now));
    }

    private LiveWeight shown(Device device, Instant now) {
        LiveScale scale = scales.get(ScaleKey.of(device));
        return scale == null ? LiveWeight.silent(device, Instant.EPOCH) : scale.shown(now);
    }

    /**
     * What pages are told.
     *
     * @param grams null when there is no weight to show
     * @param condition null when nothing is the matter
     * @param light below what the scale may be used for
     * @param net a tare is taken off
     * @param fenPerKg what a price-computing scale shows for this weight, with the sum; null when it shows none
     * @param exactFen what the weight costs at that price
     * @param rounding how far the two are apart, see {@link LiveWeight.Rounding}
     */
    record WeightNews(
            @Nullable Long grams,
            boolean stable,
            @Nullable String condition,
            boolean light,
            boolean net,
            @Nullable Long fenPerKg,
            @Nullable Long amountFen,
            @Nullable Long exactFen,
            @Nullable String rounding) {
        WeightNews(@Nullable Long grams, boolean stable, @Nullable String condition) {
            this(grams, stable, condition, false, false, null, null, null, null);
        }

        static WeightNews of(LiveWeight shown) {
            Weight weight = shown.weight();
            LiveWeight.Offer offer = shown.offer();
            return weight == null
                    ? new WeightNews(null, false, shown.condition().name())
                    : new WeightNews(
                            weight.grams(),
                            shown.stable(),
                            null,
                            shown.isLight(),
                            Boolean.TRUE.equals(shown.net()),
                            offer == null ? null : offer.unitPrice().fenPerKilogram(),
                            offer == null ? null : offer.amount().fen(),
                            offer == null ? null : offer.exact(weight).fen(),
                            offer == null ? null : offer.rounding(weight).name());
        }
    }

    private record ScaleKey(long marketId, long deviceId) {
        static ScaleKey of(Device device) {
            return new ScaleKey(device.marketId(), device.deviceId());
        }
    }
}
