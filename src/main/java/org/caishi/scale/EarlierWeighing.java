/** A weighing of a day before the product came, with the times of then. */
package org.caishi.scale;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param weighing WAITING where its payment follows, else ABANDONED
 * @param deviceSeq the scale's own number, or the weighing's id
 * @param abandonedAt when it was given up; null where its payment follows
 */
public record EarlierWeighing(
        Weighing weighing, long deviceSeq, @Nullable Instant abandonedAt) {
    NewWeighing asNew() {
        return NewWeighing.earlier(weighing, deviceSeq);
    }
}
