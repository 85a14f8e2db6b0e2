/** The keys of a device as its rows have them, sealed and in hex: its own, and for a while a second one. */
package org.caishi.device;

import java.time.Instant;
import java.util.Optional;

/**
 * @param own stays until the device takes another one
 * @param other the one on offer or the former one; its time may be over
 */
record SealedKeys(String own, Optional<Other> other) {
    record Other(String sealed, KeyChanges.State state, Instant untilAt) {
        boolean isGoodAt(Instant now) {
            return now.isBefore(untilAt);
        }
    }
}
