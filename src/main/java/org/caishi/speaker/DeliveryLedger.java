/** The delivery ledger of every spoken sum: who may send what, what became of it, and how long it took. */
package org.caishi.speaker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

@Component
class DeliveryLedger {
    /** A speaker that has not answered by then is told again, with the same id. */
    static final Duration ANSWER = Duration.ofSeconds(3);

    private static final int ATTEMPTS = 4;
    private static final int PAGE = 50;
    private static final int PAGES = 100;

    private final DeliveryRows rows;
    private final InstantSource clock;
    private final Timer untilSent;
    private final Timer untilAcked;

    DeliveryLedger(DeliveryRows rows, InstantSource clock, MeterRegistry meters) {
        this.rows = rows;
        this.clock = clock;
        this.untilSent = delay(meters, "sent");
        this.untilAcked = delay(meters, "acked");
    }

    /**
     * Sends what is queued for a speaker, in order: each is marked as sent before the door gets it, so it goes out at
     * most once, whoever else is at it. What is late is ended instead.
     *
     * @param most how many the door takes
     * @return how many it got
     */
    int send(SpeakerKey speaker, int most, Consumer<Announcement> door) {
        int sent = 0;
        for (int pages = 0; pages < PAGES && sent < most; pages++) {
            List<Announcement> page = rows.queued(speaker, Math.min(PAGE, most - sent));
            if (page.isEmpty()) {
                return sent;
            }
            for (Announcement announcement : page) {
                if (mayBeSent(speaker, announcement)) {
                    door.accept(announcement);
                    sent++;
                }
            }
        }
        return sent;
    }

    /** Sends again, with their ids, what the speaker has not answered: after 3, 9 and 21 s, then no more. */
    int sendAgain(SpeakerKey speaker, int most, Consumer<Announcement> door) {
        Instant now = clock.instant();
        int sent = 0;
        for (Announcement announcement : rows.unanswered(speaker, now.minus(ANSWER), now, most)) {
            int attempts = announcement.attempts();
            if (isDueAgain(announcement, now)
                    && rows.sentAgain(speaker, announcement.announcementId(), attempts) == 1) {
                door.accept(announcement);
                sent++;
            }
        }
        return sent;
    }

    /** Books what a speaker of the published protocol answers; an answer about what is not its own changes nothing. */
    void book(SpeakerKey speaker, long id, SpeakerAnswer answer) {
        switch (answer) {
            // "I know it" answers as well as "I have it" where the first answer was lost; otherwise it changes nothing.
            case ACCEPTED, DUPLICATE -> acked(speaker, id);
            case PLAYED -> spoken(speaker, id);
            case EXPIRED -> expired(speaker, id);
            case FAILED -> failed(speaker, id);
        }
    }

    void acked(SpeakerKey speaker, long id) {
        Instant now = clock.instant();
        if (rows.acked(speaker, id, now) == 1) {
            recordAnswer(speaker, id, now);
        }
    }

    void spoken(SpeakerKey speaker, long id) {
        Instant now = clock.instant();
        if (rows.spoken(speaker, id, now) == 0 && rows.spokenAtOnce(speaker, id, now) == 1) {
            recordAnswer(speaker, id, now);
        }
    }

    void expired(SpeakerKey speaker, long id) {
        rows.expired(speaker, id, clock.instant());
    }

    void failed(SpeakerKey speaker, long id) {
        rows.failed(speaker, id, clock.instant());
    }

    /** It never left us: it may go over the speaker's next line, while it is news. */
    void returned(SpeakerKey speaker, long id) {
        rows.returned(speaker, id);
    }

    boolean knows(SpeakerKey speaker, long id) {
        return rows.createdAt(speaker, id).isPresent();
    }

    private boolean mayBeSent(SpeakerKey speaker, Announcement announcement) {
        Instant now = clock.instant();
        if (!announcement.isNews(now)) {
            rows.late(speaker, announcement.announcementId(), now);
            return false;
        }
        if (rows.sent(speaker, announcement.announcementId(), now) == 0) {
            return false;
        }
        untilSent.record(Duration.between(announcement.createdAt(), now));
        return true;
    }

    private void recordAnswer(SpeakerKey speaker, long id, Instant now) {
        rows.createdAt(speaker, id).ifPresent(created -> untilAcked.record(Duration.between(created, now)));
    }

    private static boolean isDueAgain(Announcement announcement, Instant now) {
        int attempts = announcement.attempts();
        Instant first = announcement.sentAt();
        return first != null
                && attempts < ATTEMPTS
                && !now.isBefore(first.plus(ANSWER.multipliedBy((1L << attempts) - 1)));
    }

    private static Timer delay(MeterRegistry meters, String until) {
        return Timer.builder("caishi.speaker.delay")
                .description("from the booking of a payment to its announcement")
                .tag("until", until)
                .serviceLevelObjectives(
                        Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(5))
                .register(meters);
    }
}
