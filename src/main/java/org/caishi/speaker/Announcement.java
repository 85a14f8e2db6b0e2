/** One row of {@code speaker_announcement}, as far as its delivery needs it. */
package org.caishi.speaker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param event the name of an {@link AnnouncementOrder.Event}
 * @param sentAt when it was sent for the first time
 * @param attempts how often it was sent
 */
record Announcement(
        long marketId,
        long announcementId,
        long deviceId,
        String event,
        long amountFen,
        String text,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant sentAt,
        int attempts) {
    boolean isNews(Instant now) {
        return now.isBefore(expiresAt);
    }
}
