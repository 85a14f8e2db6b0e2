/** The delivery ledger of every spoken sum: who may send what, what became of it, and how long it took. */
package org.caishi.speaker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.caishi.speaker.DeliveryStep.Kind;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

@Component
class DeliveryLedger {
    /** A speaker that has not answered by then is told again, with the same id. */
    static final Duration ANSWER = Duration.ofSeconds(3);

    /** Where a stall has another speaker, one that has not answered by then has had its turn. */
    static final Duration TURN = Duration.ofSeconds(6);

    private static final int ATTEMPTS = 4;
    private static final int PAGE = 50;
    private static final int PAGES = 100;

    private final DeliveryRows rows;
    private final AnnouncementQueue queue;
    private final DeliverySteps steps;
    private final StallSpeakers speakers;
    private final AskedSums asked;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final Timer untilSent;
    private final Timer untilAcked;

    DeliveryLedger(
            DeliveryRows rows,
            AnnouncementQueue queue,
            DeliverySteps steps,
            StallSpeakers speakers,
            AskedSums asked,
            ApplicationEventPublisher events,
            InstantSource clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.queue = queue;
        this.steps = steps;
        this.speakers = speakers;
        this.asked = asked;
        this.events = events;
        this.clock = clock;
        this.untilSent = delay(meters, "sent");
        this.untilAcked = delay(meters, "acked");
    }

    /**
     * Sends what is queued for a speaker, in order: each is marked as sent before the door gets it, so it goes out at
     * most once, whoever else is at it. What is late is ended instead.
     *
     * @param most how many the door takes
     */
    void send(SpeakerKey speaker, int most, Consumer<Announcement> door) {
        pages(
                most,
                room -> queue.next(speaker, room),
                announcement -> mayBeSent(Kind.SENT, speaker, announcement),
                door);
    }

    /**
     * As {@link #send}, for a speaker that never answers: with that its announcements have ended.
     *
     * @param sayable what it can say at all; the rest another speaker is asked to say, or has failed
     */
    void sendForGood(SpeakerKey speaker, Predicate<Announcement> sayable, Consumer<Announcement> door) {
        pages(
                Integer.MAX_VALUE,
                room -> queue.next(speaker, room),
                announcement -> sayable.test(announcement)
                        ? mayBeSent(Kind.SENT_FOR_GOOD, speaker, announcement)
                        : refused(speaker, announcement),
                door);
    }

    private boolean refused(SpeakerKey speaker, Announcement announcement) {
        long id = announcement.announcementId();
        if (!passOn(Kind.PASSED_ON, announcement.stall(), speaker, id)
                && take(Kind.SENT, speaker, id, clock.instant())) {
            take(Kind.FAILED, speaker, id, clock.instant());
        }
        return false;
    }

    /**
     * As {@link #send}, for a speaker that knows announcements by their ids: it is told again, after 3, 9 and 21 s and
     * then no more, what it has not answered.
     */
    void sendUntilAnswered(SpeakerKey speaker, int most, Consumer<Announcement> door) {
        pages(
                most,
                room -> queue.nextOrUnanswered(speaker, room),
                announcement -> announcement.sentAt() == null
                        ? mayBeSent(Kind.SENT, speaker, announcement)
                        : mayBeSentAgain(speaker, announcement),
                door);
    }

    /** Ends at a page that comes back as it was: of that, nothing may be sent now. */
    private void pages(
            int most, IntFunction<List<Announcement>> next, Predicate<Announcement> may, Consumer<Announcement> door) {
        int sent = 0;
        List<Announcement> former = List.of();
        for (int pages = 0; pages < PAGES && sent < most; pages++) {
            int room = Math.min(PAGE, most - sent);
            List<Announcement> page = next.apply(room);
            for (Announcement announcement : page) {
                if (may.test(announcement)) {
                    door.accept(inItsTurn(announcement));
                    sent++;
                }
            }
            if (page.size() < room || page.equals(former)) {
                return;
            }
            former = page;
        }
    }

    /**
     * What the speaker is told: where another one would be asked after it, its time ends with its turn, so that the two
     * never both speak.
     */
    private Announcement inItsTurn(Announcement announcement) {
        SpeakerKey speaker = new SpeakerKey(announcement.marketId(), announcement.deviceId());
        if (!announcement.isForAnyOfThem()
                || speakers.after(announcement.stall(), speaker).isEmpty()) {
            return announcement;
        }
        Instant sent = announcement.sentAt() == null ? clock.instant() : announcement.sentAt();
        return announcement.until(sent.plus(TURN));
    }

    /** Books what a speaker of the published protocol answers; an answer about what is not its own changes nothing. */
    void book(SpeakerKey speaker, long id, SpeakerAnswer answer) {
        boolean moved = switch (answer) {
            // "I know it" answers as well as "I have it" where the first answer was lost.
            case ACCEPTED, DUPLICATE -> acked(speaker, id);
            case PLAYED -> spoken(speaker, id);
            case EXPIRED -> expired(speaker, id);
            case FAILED -> failed(speaker, id, false);
        };
        if (!moved && isDuplicate(speaker, id, answer)) {
            take(Kind.DUPLICATE, speaker, id, clock.instant());
        }
    }

    /** A speaker that says it has it a second time, or says anything about what another one was asked to say since. */
    private boolean isDuplicate(SpeakerKey speaker, long id, SpeakerAnswer answer) {
        boolean current = rows.stallOf(speaker, id).isPresent();
        return current ? answer == SpeakerAnswer.DUPLICATE : answer.hasDone() && rows.wasGiven(speaker, id);
    }

    boolean acked(SpeakerKey speaker, long id) {
        Instant now = clock.instant();
        boolean moved = take(Kind.ACKED, speaker, id, now);
        if (moved) {
            untilAcked.record(Duration.between(AnnouncementId.madeAt(id), now));
        }
        return moved;
    }

    boolean spoken(SpeakerKey speaker, long id) {
        return take(Kind.SPOKEN, speaker, id, clock.instant());
    }

    /** Not a word of it was said: another speaker is asked, else it has ended. */
    boolean expired(SpeakerKey speaker, long id) {
        return decline(speaker, id) || take(Kind.EXPIRED, speaker, id, clock.instant());
    }

    /** @param mayHaveBeenHeard then no other speaker is asked */
    boolean failed(SpeakerKey speaker, long id, boolean mayHaveBeenHeard) {
        return !mayHaveBeenHeard && decline(speaker, id) || take(Kind.FAILED, speaker, id, clock.instant());
    }

    private boolean decline(SpeakerKey speaker, long id) {
        return rows.stallOf(speaker, id)
                .map(stallId -> new StallKey(speaker.marketId(), stallId))
                .filter(stall -> passOn(Kind.DECLINED, stall, speaker, id))
                .isPresent();
    }

    /**
     * Asks the stall's next speaker instead.
     *
     * @return false where there is none that is there, or the announcement has gone on meanwhile
     */
    boolean passOn(Kind kind, StallKey stall, SpeakerKey speaker, long id) {
        boolean passed = speakers.after(stall, speaker)
                .filter(next -> steps.take(DeliveryStep.to(next, kind, speaker, id, clock.instant())))
                .isPresent();
        if (passed) {
            events.publishEvent(new AnnouncementsQueued(Set.of(stall)));
        }
        return passed;
    }

    /** It never left us: it may go over the speaker's next line, while it is news. */
    void returned(SpeakerKey speaker, long id) {
        take(Kind.RETURNED, speaker, id, clock.instant());
    }

    boolean knows(SpeakerKey speaker, long id) {
        return rows.stallOf(speaker, id).isPresent() || rows.wasGiven(speaker, id);
    }

    /** What a speaker was given to say. */
    Optional<String> text(SpeakerKey speaker, long id) {
        return rows.textOf(speaker, id);
    }

    private boolean mayBeSent(Kind kind, SpeakerKey speaker, Announcement announcement) {
        Instant now = clock.instant();
        if (!announcement.isNews(now)) {
            take(Kind.LATE, speaker, announcement.announcementId(), now);
            return false;
        }
        if (announcement.isSumAsked()) {
            return mayAsk(kind, speaker, announcement, now);
        }
        if (!take(kind, speaker, announcement.announcementId(), now)) {
            return false;
        }
        untilSent.record(Duration.between(announcement.createdAt(), now));
        return true;
    }

    /** Not timed: it waits on purpose. */
    private boolean mayAsk(Kind kind, SpeakerKey speaker, Announcement announcement, Instant now) {
        return switch (asked.turnOf(speaker, announcement, now)) {
            case NOW -> take(kind, speaker, announcement.announcementId(), now);
            case LATER -> false;
            case NEVER -> {
                take(Kind.LATE, speaker, announcement.announcementId(), now);
                yield false;
            }
        };
    }

    private boolean mayBeSentAgain(SpeakerKey speaker, Announcement announcement) {
        Instant now = clock.instant();
        return isDueAgain(announcement, now)
                && (!announcement.isSumAsked() || asked.isOpen(announcement))
                && steps.take(new DeliveryStep(
                        Kind.SENT_AGAIN, speaker, announcement.announcementId(), now, announcement.attempts()));
    }

    private boolean take(Kind kind, SpeakerKey speaker, long id, Instant at) {
        return steps.take(DeliveryStep.of(kind, speaker, id, at));
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
