/** What a speaker that speaks our published protocol is told: {@code firmware-protocols/caishi-device/protocol.md}. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * @param amountFen null where the text tells no sum, or one that has not come: a display would show it as received
 * @param kind {@code received}, {@code refunded}, {@code summary}, {@code test} …: an event's name in lower case
 */
record Say(String id, @Nullable Long amountFen, String text, String kind, Instant createdAt, Instant expiresAt)
        implements Told {
    static Say of(Announcement announcement) {
        return new Say(
                AnnouncementId.text(announcement.announcementId()),
                announcement.amountFen() == 0 || announcement.isSumDue() ? null : announcement.amountFen(),
                announcement.text(),
                announcement.event().toLowerCase(Locale.ROOT),
                announcement.createdAt(),
                announcement.expiresAt());
    }
}
