/** A time of the day in which nothing is said, e.g. 22:00 to 06:00; over midnight where it ends before it begins. */
package org.caishi.speaker;

import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record QuietHours(LocalTime from, LocalTime until) {
    /** Minutes of the day; none where one is missing, or both are the same. */
    static Optional<QuietHours> of(@Nullable Integer from, @Nullable Integer until) {
        return from == null || until == null || from.equals(until)
                ? Optional.empty()
                : Optional.of(new QuietHours(LocalTime.MIN.plusMinutes(from), LocalTime.MIN.plusMinutes(until)));
    }

    boolean contain(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean notOver = time.isBefore(until);
        return from.isBefore(until) ? begun && notOver : begun || notOver;
    }
}
