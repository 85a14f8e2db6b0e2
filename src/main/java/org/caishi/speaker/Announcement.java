/** One row of {@code speaker_announcement}, as far as its delivery needs it. */
package org.caishi.speaker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param event the name of an {@link AnnouncementOrder.Event}
 * @param sentAt when it was sent to this speaker for the first time
 * @param attempts how often it was sent to this speaker
 */
record Announcement(
        long marketId,
        long announcementId,
        long stallId,
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

    /** Told as a sum that came; nothing else may be read as one. */
    boolean isSumReceived() {
        return event.equals(AnnouncementOrder.Event.RECEIVED.name());
    }

    /** Told as a sum that a customer is asked for. */
    boolean isSumAsked() {
        return event.equals(AnnouncementOrder.Event.ORDER_WAITING.name());
    }

    /** A sum that is still to come: nothing may show it as one that came. */
    boolean isSumDue() {
        return isSumAsked() || event.equals(AnnouncementOrder.Event.FEE_DUE.name());
    }

    /** Whether another speaker of the stall may say it: a notice goes to each of them, a test to the one that is tested. */
    boolean isForAnyOfThem() {
        return isForAnyOfThem(event);
    }

    static boolean isForAnyOfThem(String event) {
        return !event.equals(Notices.EVENT) && !event.equals(AnnouncementOrder.Event.TEST.name());
    }

    StallKey stall() {
        return new StallKey(marketId, stallId);
    }

    /** As the speaker is told it: its turn may end before the news is old. */
    Announcement until(Instant turnEnds) {
        return turnEnds.isBefore(expiresAt)
                ? new Announcement(
                        marketId,
                        announcementId,
                        stallId,
                        deviceId,
                        event,
                        amountFen,
                        text,
                        createdAt,
                        turnEnds,
                        sentAt,
                        attempts)
                : this;
    }
}
