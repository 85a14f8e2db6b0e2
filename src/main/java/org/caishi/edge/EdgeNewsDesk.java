/** Shows at the centre what an edge tells of now: weights to the vendors' pages, links to the manager's. */
package org.caishi.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.edge.EdgeMessages.Display;
import org.caishi.edge.EdgeMessages.LinkNews;
import org.caishi.edge.EdgeMessages.News;
import org.caishi.scale.Displays;
import org.caishi.scale.ScaleSignal;
import org.caishi.units.Weight;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Bounded by the registry: only edges that have signed, and scales that hang on them. */
@Component
class EdgeNewsDesk {
    /** Three times as long as an edge is silent at most. */
    private static final Duration SILENT = Duration.ofSeconds(90);

    /** As far as the published protocol lets a scale go. */
    private static final long MOST_GRAMS = 200_000_000;

    private static final int MOST_DETAIL = 120;

    private final ConcurrentMap<Device, Instant> lastHeard = new ConcurrentHashMap<>();
    private final Devices devices;
    private final Displays displays;
    private final DeviceLinks links;
    private final InstantSource clock;

    EdgeNewsDesk(Devices devices, Displays displays, DeviceLinks links, InstantSource clock) {
        this.devices = devices;
        this.displays = displays;
        this.links = links;
        this.clock = clock;
    }

    /** @param scales the edge's, by serial; what it tells of others is not heard */
    void take(Device edge, Map<String, Device> scales, News news) {
        lastHeard.put(edge, clock.instant());
        for (Display display : news.displays()) {
            Device scale = scales.get(display.serial());
            if (scale != null) {
                signal(display).ifPresentOrElse(said -> displays.heard(scale, said), () -> displays.gone(scale));
            }
        }
        for (LinkNews link : news.links()) {
            Device scale = scales.get(link.serial());
            if (scale != null) {
                links.told(
                        scale, link.up(), detail(edge, link.detail()), Math.clamp(link.bytes(), 0, Integer.MAX_VALUE));
                if (link.bytes() > 0) {
                    devices.seen(scale, clock.instant());
                }
            }
        }
        links.told(edge, true, words(news), 0);
    }

    /** When an edge is silent, nobody knows how its links are doing. */
    @Scheduled(fixedDelay = 10_000)
    void missSilentEdges() {
        Instant before = clock.instant().minus(SILENT);
        lastHeard.forEach((edge, at) -> {
            if (at.isBefore(before) && lastHeard.remove(edge, at)) {
                devices.onEdge(edge)
                        .forEach(scale -> links.told(scale, false, "edge " + edge.serial() + " is silent", 0));
            }
        });
    }

    private static Optional<ScaleSignal> signal(Display display) {
        Long grams = display.grams();
        if (grams != null && Math.abs(grams) <= MOST_GRAMS) {
            return Optional.of(new ScaleSignal.Reading(Weight.ofGrams(grams), display.stable(), display.net()));
        }
        return Arrays.stream(ScaleSignal.Condition.values())
                .filter(condition -> condition.name().equals(display.state()))
                .findFirst()
                .map(ScaleSignal.State::new);
    }

    private static String detail(Device edge, String text) {
        String told = edge.serial() + ": " + text.replaceAll("\\p{Cntrl}", " ");
        return told.length() <= MOST_DETAIL ? told : told.substring(0, MOST_DETAIL);
    }

    private static String words(News news) {
        return "%d waiting, %d refused, %d damaged%s"
                .formatted(news.waiting(), news.refused(), news.damaged(), news.full() ? ", full" : "");
    }
}
