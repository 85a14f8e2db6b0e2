/** What a speaker that speaks our published protocol is told: {@code firmware-protocols/caishi-device/protocol.md}. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.Locale;

/**
 * @param kind {@code received} or {@code refunded}
 */
record Say(String id, long amountFen, String text, String kind, Instant createdAt, Instant expiresAt) {
    static Say of(Announcement announcement) {
        return new Say(
                AnnouncementId.text(announcement.announcementId()),
                announcement.amountFen(),
                announcement.text(),
                announcement.event().toLowerCase(Locale.ROOT),
                announcement.createdAt(),
                announcement.expiresAt());
    }
}
