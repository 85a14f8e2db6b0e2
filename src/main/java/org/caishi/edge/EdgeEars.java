/** Listens on the edge's lines for somebody who sits at the centre: for minutes, and with a bound in characters a second. */
package org.caishi.edge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.Listening;
import org.caishi.device.Listening.Ear;
import org.caishi.device.Listening.Heard;
import org.caishi.device.Listening.Line;
import org.caishi.edge.EdgeMessages.Listen;
import org.caishi.edge.EdgeMessages.Overheard;
import org.jspecify.annotations.Nullable;

/** What comes too fast to be told is counted as lost; a line to the centre may be a poor one. */
final class EdgeEars {
    /** As many as the centre lets people listen to at once. */
    private static final int MOST = 20;

    /** Of all ears in one news, of which there are four a second at most: 16,000 characters a second. */
    static final int MOST_CHARACTERS = 4_000;

    private final ConcurrentMap<String, Ear> ears = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** @param clock as the centre has the time: its pages show when a line was heard */
    EdgeEars(InstantSource clock) {
        this.clock = clock;
    }

    /** Listens to these from now on, and to no others. */
    void listen(List<Listen> wished) {
        Set<String> serials = wished.stream().limit(MOST).map(Listen::serial).collect(Collectors.toSet());
        ears.keySet().retainAll(serials);
        Instant now = clock.instant();
        for (Listen wish : wished) {
            if (serials.contains(wish.serial())) {
                int seconds = Math.clamp(wish.seconds(), 0, (int) Listening.LASTS.toSeconds());
                ears.computeIfAbsent(wish.serial(), serial -> Ear.until(now.plusSeconds(seconds), clock));
            }
        }
    }

    /** Where a link tells what it hears; null for all but the few that are listened to. */
    @Nullable Ear ear(Device device) {
        return ears.isEmpty() ? null : ears.get(device.serial());
    }

    /** What was heard since this was last asked, within the bound. */
    List<Overheard> news() {
        Instant now = clock.instant();
        ears.values().removeIf(ear -> !now.isBefore(ear.until()));
        List<Overheard> news = new ArrayList<>();
        int room = MOST_CHARACTERS;
        for (var ear : ears.entrySet()) {
            Heard cut = cut(ear.getValue().take(), room);
            room -= characters(cut);
            if (cut.hasAny()) {
                news.add(new Overheard(ear.getKey(), cut));
            }
        }
        return news;
    }

    private static Heard cut(Heard heard, int room) {
        int left = room;
        int count = 0;
        for (Line line : heard.lines()) {
            left -= line.text().length();
            if (left < 0) {
                break;
            }
            count++;
        }
        return new Heard(
                heard.lines().subList(0, count), heard.lost() + heard.lines().size() - count);
    }

    private static int characters(Heard heard) {
        return heard.lines().stream().mapToInt(line -> line.text().length()).sum();
    }
}
