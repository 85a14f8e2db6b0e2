/** A weighing that is to be written, with what only its row knows. */
package org.caishi.scale;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param deviceSeq the scale's own number, or the weighing's id
 * @param sha256 of the scale's message; null where there was none
 * @param flags of each item, in the order of the items
 */
record NewWeighing(
        Weighing weighing,
        long deviceSeq,
        Instant receivedAt,
        @Nullable String sha256,
        List<String> flags) {
    NewWeighing {
        flags = List.copyOf(flags);
    }
}
