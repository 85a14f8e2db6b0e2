/** What an edge has counted on a link that it keeps, as it tells the product. */
package org.caishi.device;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Since the edge started; a new start begins at nothing.
 *
 * @param frames good ones
 * @param framesInTenSeconds good ones within the last ten whole seconds
 * @param reconnects how often it came up again
 * @param errors ends other than the device's own good-bye
 * @param rejected how much was thrown away, by its kind
 * @param bad the last of it that had bytes, the newest first
 * @param said the last thing it said that is no weight; empty when there was none
 */
public record LinkCounts(
        long frames,
        int framesInTenSeconds,
        @Nullable Instant lastFrameAt,
        long reconnects,
        long errors,
        Map<String, Long> rejected,
        List<BadFrame> bad,
        String said) {
    private static final int MOST_BAD = 12;

    public LinkCounts {
        rejected = Map.copyOf(rejected);
        bad = List.copyOf(bad);
    }

    public static LinkCounts of(LinkLive live) {
        return new LinkCounts(
                live.frames(),
                live.framesInTenSeconds(),
                live.lastFrameAt(),
                live.reconnects(),
                live.state().errors(),
                live.rejected(),
                live.bad(),
                live.said());
    }

    /**
     * Together with what this node has counted itself, at its own door for one.
     *
     * @param recent whether it was told so lately that the rate is still true
     */
    public LinkLive with(LinkLive here, boolean recent) {
        Map<String, Long> all = new TreeMap<>(here.rejected());
        rejected.forEach((kind, count) -> all.merge(kind, count, Long::sum));
        return new LinkLive(
                here.state(),
                here.frames() + frames,
                here.framesInTenSeconds() + (recent ? framesInTenSeconds : 0),
                later(here.lastFrameAt(), lastFrameAt),
                reconnects,
                all,
                Stream.concat(bad.stream(), here.bad().stream())
                        .sorted(Comparator.comparing(BadFrame::at).reversed())
                        .limit(MOST_BAD)
                        .toList(),
                said.isEmpty() ? here.said() : said);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
