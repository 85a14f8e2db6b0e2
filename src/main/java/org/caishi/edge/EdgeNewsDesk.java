/** Shows at the centre what an edge tells of now: weights to the vendors' pages, links to the manager's. */
package org.caishi.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkCounts;
import org.caishi.device.Listening;
import org.caishi.device.Listening.Ear;
import org.caishi.edge.EdgeMessages.Display;
import org.caishi.edge.EdgeMessages.LinkNews;
import org.caishi.edge.EdgeMessages.Listen;
import org.caishi.edge.EdgeMessages.News;
import org.caishi.edge.EdgeMessages.Overheard;
import org.caishi.edge.EdgeMessages.Wishes;
import org.caishi.scale.Displays;
import org.caishi.scale.ScaleSignal;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Bounded by the registry: only edges that have signed, and scales that hang on them. */
@Component
class EdgeNewsDesk {
    /** Three times as long as an edge is silent at most. */
    private static final Duration SILENT = Duration.ofSeconds(90);

    /** As far as the published protocol lets a scale go. */
    private static final long MOST_GRAMS = 200_000_000;

    private static final long MOST_FEN_PER_KG = 100_000_000;
    private static final long MOST_FEN = 10_000_000_000L;

    private final ConcurrentMap<Device, Heard> lastHeard = new ConcurrentHashMap<>();
    /** Ids of edges that are to offer again what they have set aside, until they are told so. */
    private final Set<Long> offersWanted = ConcurrentHashMap.newKeySet();

    private final Devices devices;
    private final Displays displays;
    private final DeviceLinks links;
    private final Listening listening;
    private final InstantSource clock;

    EdgeNewsDesk(Devices devices, Displays displays, DeviceLinks links, Listening listening, InstantSource clock) {
        this.devices = devices;
        this.displays = displays;
        this.links = links;
        this.listening = listening;
        this.clock = clock;
    }

    /**
     * Takes the news and answers what is wanted of the edge.
     *
     * @param scales the edge's, by serial; what it tells of others is not heard
     */
    Wishes take(Device edge, Map<String, Device> scales, News news) {
        lastHeard.put(edge, new Heard(clock.instant(), news.refused()));
        for (Display display : news.displays()) {
            Device scale = scales.get(display.serial());
            if (scale != null) {
                signal(display).ifPresentOrElse(said -> displays.heard(scale, said), () -> displays.gone(scale));
                priced(display).ifPresent(offer -> displays.heard(scale, offer));
            }
        }
        for (LinkNews link : news.links()) {
            Device scale = scales.get(link.serial());
            if (scale != null) {
                take(edge, scale, link);
            }
        }
        List<Overheard> heard = news.heard();
        if (heard != null) {
            heard.forEach(told -> overhear(scales.get(told.serial()), told));
        }
        links.told(edge, true, words(news), 0);
        return wishes(edge, scales.values());
    }

    private void take(Device edge, Device scale, LinkNews link) {
        Instant now = clock.instant();
        String where = Trimmed.detail(edge.serial() + ": " + link.detail());
        links.told(scale, link.up(), where, Math.clamp(link.bytes(), 0, Integer.MAX_VALUE));
        if (link.bytes() > 0) {
            devices.seen(scale, now);
        }
        LinkCounts counts = link.counts();
        if (counts != null) {
            links.counted(scale, Trimmed.counts(counts, now));
        }
    }

    private void overhear(@Nullable Device scale, Overheard told) {
        Ear ear = scale == null ? null : listening.ear(scale);
        if (ear != null) {
            ear.heard(Trimmed.heard(told.heard()));
        }
    }

    private Wishes wishes(Device edge, Collection<Device> scales) {
        Instant now = clock.instant();
        List<Listen> listen = new ArrayList<>();
        for (Device scale : scales) {
            Ear ear = listening.ear(scale);
            if (ear != null && now.isBefore(ear.until())) {
                int seconds = (int) Duration.between(now, ear.until()).toSeconds();
                listen.add(new Listen(scale.serial(), seconds + 1));
            }
        }
        List<String> watch =
                scales.stream().filter(links::isWatched).map(Device::serial).toList();
        return new Wishes(listen, watch, offersWanted.remove(edge.deviceId()));
    }

    /** How many sales an edge has set aside because they were refused; 0 while it is silent. */
    int refused(Device edge) {
        Heard last = lastHeard.get(edge);
        return last == null ? 0 : last.refused;
    }

    /** Asks an edge, when it next tells something, to offer once more what was refused. */
    void offerAgain(Device edge) {
        offersWanted.add(edge.deviceId());
    }

    /** When an edge is silent, nobody knows how its links are doing. */
    @Scheduled(fixedDelay = 10_000)
    void missSilentEdges() {
        Instant before = clock.instant().minus(SILENT);
        lastHeard.forEach((edge, last) -> {
            if (last.at.isBefore(before) && lastHeard.remove(edge, last)) {
                devices.onEdge(edge)
                        .forEach(scale -> links.told(scale, false, "edge " + edge.serial() + " is silent", 0));
            }
        });
    }

    private static Optional<ScaleSignal> signal(Display display) {
        Long grams = display.grams();
        if (grams != null && grams >= -MOST_GRAMS && grams <= MOST_GRAMS) {
            return Optional.of(new ScaleSignal.Reading(Weight.ofGrams(grams), display.stable(), display.net()));
        }
        return Arrays.stream(ScaleSignal.Condition.values())
                .filter(condition -> condition.name().equals(display.state()))
                .findFirst()
                .map(ScaleSignal.State::new);
    }

    /** Only beside a weight that rests, and within what the published protocol lets a scale ask. */
    private static Optional<ScaleSignal> priced(Display display) {
        Long grams = display.grams();
        Long unitPrice = display.unitPriceFenPerKg();
        Long amount = display.amountFen();
        if (!display.stable() || grams == null || unitPrice == null || amount == null) {
            return Optional.empty();
        }
        boolean possible = grams > 0
                && grams <= MOST_GRAMS
                && unitPrice >= 0
                && unitPrice <= MOST_FEN_PER_KG
                && amount >= 0
                && amount <= MOST_FEN;
        return possible
                ? Optional.of(new ScaleSignal.Priced(
                        Weight.ofGrams(grams), UnitPrice.ofFenPerKilogram(unitPrice), Money.ofFen(amount)))
                : Optional.empty();
    }

    private static String words(News news) {
        return "%d waiting, %d refused, %d damaged%s"
                .formatted(news.waiting(), news.refused(), news.damaged(), news.full() ? ", full" : "");
    }

    private record Heard(Instant at, int refused) {}
}
