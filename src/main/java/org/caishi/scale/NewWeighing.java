/** A weighing that is to be written, with what only its row knows. */
package org.caishi.scale;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param deviceSeq the scale's own number, or the weighing's id
 * @param told what a scale said with its sale
 * @param tap made by the page on which it was taken; null where there was none
 * @param flags of each item, in the order of the items
 */
record NewWeighing(
        Weighing weighing,
        long deviceSeq,
        Instant receivedAt,
        Told told,
        @Nullable String tap,
        List<String> flags) {
    NewWeighing {
        flags = List.copyOf(flags);
    }

    /**
     * What a scale said with its sale.
     *
     * @param sha256 of its message; null where there was none
     * @param prevHash of its sale before this one, as it says; null from a scale without a chain
     * @param scaleTime by its clock, where that is not believed
     * @param late it comes long after it was weighed
     * @param belongsTo the closed day on which it was weighed
     */
    record Told(
            @Nullable String sha256,
            @Nullable String prevHash,
            @Nullable Instant scaleTime,
            boolean late,
            @Nullable LocalDate belongsTo) {
        static final Told NOTHING = new Told(null, null, null, false, null);
    }

    /** Taken at the stall, at this moment. */
    static NewWeighing atStall(Weighing weighing, List<String> flags, @Nullable String tap) {
        return new NewWeighing(weighing, weighing.weighingId(), weighing.weighedAt(), Told.NOTHING, tap, flags);
    }

    /** Of a day before the product came. */
    static NewWeighing earlier(Weighing weighing, long deviceSeq) {
        return new NewWeighing(
                weighing,
                deviceSeq,
                weighing.weighedAt(),
                Told.NOTHING,
                null,
                Collections.nCopies(weighing.items().size(), ""));
    }

    /** The same, booked on an open day because its own is closed. */
    NewWeighing correctedOn(LocalDate open) {
        return new NewWeighing(
                weighing.bookedOn(open),
                deviceSeq,
                receivedAt,
                new Told(told.sha256, told.prevHash, told.scaleTime, true, weighing.businessDate()),
                tap,
                flags);
    }
}
