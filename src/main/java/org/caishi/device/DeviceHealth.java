/** When a device was last heard, by whichever node, and what it last said of itself. */
package org.caishi.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row's memory of a device; exact to about a minute.
 *
 * @param battery per cent
 * @param signal dBm
 * @param volume per cent, of speakers
 */
public record DeviceHealth(
        long deviceId,
        @Nullable Instant lastSeenAt,
        @Nullable Integer battery,
        @Nullable Integer signal,
        @Nullable String firmware,
        @Nullable Integer volume) {}
