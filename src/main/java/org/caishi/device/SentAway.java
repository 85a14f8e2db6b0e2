/** A visitor at the door for scales who was not let in. */
package org.caishi.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param from the address it dialled from
 * @param serial as it said, perhaps falsely; empty when it did not get so far
 * @param reason the word it was told
 * @param marketId of the registered device with this serial; null when there is none
 */
public record SentAway(
        Instant at,
        String from,
        String serial,
        String reason,
        @Nullable Long marketId) {}
