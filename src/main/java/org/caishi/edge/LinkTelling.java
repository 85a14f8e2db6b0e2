/** What there is to tell of the edge's links: a change at once, all else now and then, oftener where somebody looks. */
package org.caishi.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caishi.device.BadFrame;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.LinkCounts;
import org.caishi.device.LinkLive;
import org.caishi.device.LinkState;
import org.caishi.edge.EdgeMessages.LinkNews;

/** Told is what has arrived: after a failure everything is told anew, for the centre may have started again. */
final class LinkTelling {
    /** A third of what the centre calls silence. */
    private static final long AGAIN_AFTER = Duration.ofSeconds(25).toNanos();

    /** As often as the page looks. */
    private static final long WATCHED_AFTER = Duration.ofSeconds(2).toNanos();

    /** In one news: with the bytes of their bad frames they have 4 KB each at most. */
    static final int MOST = 30;

    private final Map<String, Told> told = new HashMap<>();
    private final List<Due> underWay = new ArrayList<>();
    private final HungScales scales;
    private final DeviceLinks links;
    private final CentreClock clock;
    private Set<String> watched = Set.of();

    LinkTelling(HungScales scales, DeviceLinks links, CentreClock clock) {
        this.scales = scales;
        this.links = links;
        this.clock = clock;
    }

    /** @param now as {@link System#nanoTime} counts */
    List<LinkNews> news(long now) {
        underWay.clear();
        List<Due> due = new ArrayList<>();
        for (Device scale : scales.all()) {
            links.of(scale).ifPresent(state -> {
                Told last = told.get(scale.serial());
                long since = last == null ? Long.MAX_VALUE : now - last.at;
                boolean changed = last == null || !last.shows(state);
                if (changed || since >= (watched.contains(scale.serial()) ? WATCHED_AFTER : AGAIN_AFTER)) {
                    due.add(new Due(scale, state, changed, since, now));
                }
            });
        }
        due.stream()
                .sorted(Comparator.comparing(Due::changed)
                        .thenComparing(Due::since)
                        .reversed())
                .limit(MOST)
                .forEach(underWay::add);
        return underWay.stream().map(this::news).toList();
    }

    private LinkNews news(Due due) {
        Told last = told.get(due.scale.serial());
        long bytes = due.state.bytesIn() - (last == null ? 0 : last.state.bytesIn());
        return new LinkNews(
                due.scale.serial(),
                due.state.up(),
                due.state.detail(),
                Math.max(0, bytes),
                links.live(due.scale).map(this::counts).orElse(null));
    }

    /** With the centre's time, where this machine has lost its own. */
    private LinkCounts counts(LinkLive live) {
        LinkCounts here = LinkCounts.of(live);
        return new LinkCounts(
                here.frames(),
                here.framesInTenSeconds(),
                here.lastFrameAt() == null ? null : clock.asCentre(here.lastFrameAt()),
                here.reconnects(),
                here.errors(),
                here.rejected(),
                here.bad().stream()
                        .map(bad -> new BadFrame(clock.asCentre(bad.at()), bad.kind(), bad.hex()))
                        .toList(),
                here.said());
    }

    /** What was last asked for has arrived. */
    void arrived() {
        underWay.forEach(due -> told.put(due.scale.serial(), new Told(due.state, due.now)));
        underWay.clear();
        told.keySet()
                .retainAll(
                        new HashSet<>(scales.all().stream().map(Device::serial).toList()));
    }

    /** What was last asked for has not arrived; all is told anew. */
    void failed(long now) {
        underWay.clear();
        told.replaceAll((serial, last) -> new Told(last.state, now - AGAIN_AFTER));
    }

    /** Whose counts somebody looks at. */
    void watch(List<String> serials) {
        watched = Set.copyOf(serials);
    }

    private record Told(LinkState state, long at) {
        boolean shows(LinkState now) {
            return state.up() == now.up() && state.detail().equals(now.detail());
        }
    }

    private record Due(Device scale, LinkState state, boolean changed, long since, long now) {}
}
