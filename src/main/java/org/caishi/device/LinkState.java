/** How one link is doing, for pages. */
package org.caishi.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link of this node.
 *
 * @param since when it came up or went down
 * @param bytesIn since this node started
 * @param errors ends other than the device's own good-bye, since this node started
 * @param detail where it goes, or why it is down
 */
public record LinkState(
        Device device,
        boolean up,
        Instant since,
        @Nullable Instant lastByteAt,
        long bytesIn,
        long errors,
        String detail) {}
