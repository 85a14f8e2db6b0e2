/** How an announcement's id is written to devices: 13 characters of Crockford's base 32. */
package org.caishi.speaker;

import com.github.f4b6a3.tsid.Tsid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

final class AnnouncementId {
    private static final int TIME_SHIFT = 22;

    private AnnouncementId() {}

    static String text(long id) {
        return Tsid.from(id).toString();
    }

    /** When the id was made, to the millisecond: the ids of announcements are the time-ordered ones of all rows. */
    static Instant madeAt(long id) {
        return Tsid.from(id).getInstant();
    }

    /** How far apart ids are that were made so long after each other: their time stands in their upper bits. */
    static long span(Duration between) {
        return between.toMillis() << TIME_SHIFT;
    }

    /** Empty when it cannot be one of ours. */
    static Optional<Long> parse(String text) {
        return Tsid.isValid(text) ? Optional.of(Tsid.from(text).toLong()) : Optional.empty();
    }
}
