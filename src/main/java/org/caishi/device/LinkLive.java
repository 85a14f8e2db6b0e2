/** How a link is doing right now, in all that its device's own page shows. */
package org.caishi.device;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live state of one link of this node, since the node started.
 *
 * @param frames good ones
 * @param framesInTenSeconds good ones within the last ten whole seconds
 * @param reconnects how often it came up again
 * @param rejected how much was thrown away, by its kind in alphabetical order
 * @param bad the last of it that had bytes, the newest first
 * @param said the last thing it said that is no weight; empty when there was none
 */
public record LinkLive(
        LinkState state,
        long frames,
        int framesInTenSeconds,
        @Nullable Instant lastFrameAt,
        long reconnects,
        Map<String, Long> rejected,
        List<BadFrame> bad,
        String said) {
    /** A sign where one point stands for a whole second: 12.4. */
    public String framesPerSecond() {
        return framesInTenSeconds / 10 + "." + framesInTenSeconds % 10;
    }

    public long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
