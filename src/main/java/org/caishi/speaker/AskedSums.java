/** Lets a sum that a customer is asked for be said only while it is open, and never in the way of one that came. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class AskedSums {
    /** No sentence that tells a sum takes longer. */
    private static final Duration SENTENCE = Duration.ofSeconds(5);

    /** What is older than the longest expiry is not in a speaker's mouth any more. */
    private static final Duration OLDEST = Duration.ofSeconds(SpeechChoice.LONGEST_EXPIRY);

    private final DeliveryRows rows;
    private final List<OpenSums> open;

    AskedSums(DeliveryRows rows, List<OpenSums> open) {
        this.rows = rows;
        this.open = List.copyOf(open);
    }

    enum Turn {
        NOW,
        /** The speaker has something to say that is not over: what comes next may be a sum that came, and goes first. */
        LATER,
        /** It was paid, given up or taken back meanwhile. */
        NEVER
    }

    /**
     * A speaker has one of these at a time and nothing else with it, so a sum that comes meanwhile waits for one sentence
     * at most.
     */
    Turn turnOf(SpeakerKey speaker, Announcement announcement, Instant now) {
        if (!isOpen(announcement)) {
            return Turn.NEVER;
        }
        long idsFrom = announcement.announcementId() - AnnouncementId.span(OLDEST);
        return rows.isBusy(speaker, idsFrom, now.minus(SENTENCE)) ? Turn.LATER : Turn.NOW;
    }

    boolean isOpen(Announcement announcement) {
        long marketId = announcement.marketId();
        return rows.subjectOf(marketId, announcement.announcementId())
                .filter(subject -> open.stream().anyMatch(sums -> sums.isOpen(marketId, subject)))
                .isPresent();
    }
}
