/** Takes what is to be said: written with the payment itself, delivered after it has committed. */
package org.caishi.speaker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caishi.platform.Ids;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Announcements {
    /** What is older than this is no news: the customer has left. */
    static final Duration NEWS = Duration.ofSeconds(30);

    private final AnnouncementRows rows;
    private final StallSpeakers speakers;
    private final SpeechPlans plans;
    private final Ids ids;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Announcements(
            AnnouncementRows rows,
            StallSpeakers speakers,
            SpeechPlans plans,
            Ids ids,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.speakers = speakers;
        this.plans = plans;
        this.ids = ids;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Queues announcements in the caller's transaction, each for the first of the stall's speakers that is there. Where
     * the stall has none, nobody can be late: the row is written as it would end. So is one whose time is over already,
     * for what is booked with a time of the past is no news, and one that falls into quiet hours.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(List<AnnouncementOrder> orders) {
        Instant now = clock.instant();
        for (AnnouncementOrder order : orders) {
            SpeechPlan plan = plans.of(stallOf(order));
            rows.add(row(order, plan, plan.text(order), now));
        }
        rows.flush();
    }

    /** Whether the stall has chosen to hear what its customers are asked for. */
    public boolean asksForSums(StallKey stall) {
        return plans.of(stall).tellsWaiting();
    }

    /** Queues the reminder of a fee in the caller's transaction; {@link #nudge} after it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void remind(AnnouncementOrder order, FeeKind fee) {
        SpeechPlan plan = plans.of(stallOf(order));
        String text = AnnouncementText.feeDue(fee, order.amount(), plan.language());
        rows.add(row(order, plan, text, clock.instant()));
        rows.flush();
    }

    /** After the commit: wakes the deliveries of these stalls; they read the rows. */
    public void nudge(Set<StallKey> stalls) {
        events.publishEvent(new AnnouncementsQueued(stalls));
    }

    /**
     * Has the stall's first speaker say what the day has come to, in quiet hours too, for somebody asked; false where
     * nobody can say it. {@link #nudge} after it.
     */
    @Transactional
    public boolean dayTotal(StallKey stall, Money total, int payments) {
        Optional<SpeakerKey> speaker = speakers.first(stall);
        speaker.ifPresent(
                key -> ask(key, stall, AnnouncementOrder.Event.DAY_TOTAL, ids.next(stall.marketId()), total, payments));
        return speaker.isPresent();
    }

    /** Has a stall's speaker, or another than the first, say that it works. */
    @Transactional
    void test(StallKey stall, SpeakerKey speaker) {
        ask(speaker, stall, AnnouncementOrder.Event.TEST, ids.next(stall.marketId()), Money.ZERO, 0);
    }

    /** The same in the caller's transaction, for a command by whose id it is found again. */
    @Transactional(propagation = Propagation.MANDATORY)
    void test(StallKey stall, SpeakerKey speaker, long commandId) {
        ask(speaker, stall, AnnouncementOrder.Event.TEST, commandId, Money.ZERO, 0);
    }

    private void ask(
            SpeakerKey speaker,
            StallKey stall,
            AnnouncementOrder.Event event,
            long subjectNo,
            Money amount,
            int count) {
        long id = ids.next(stall.marketId());
        AnnouncementOrder order = new AnnouncementOrder(
                stall.marketId(),
                stall.stallId(),
                event,
                subjectNo,
                AnnouncementText.Wallet.OTHER,
                amount,
                count,
                clock.instant());
        SpeechPlan plan = plans.of(stall);
        rows.add(row(order, id, plan, plan.text(order), speaker.deviceId(), "QUEUED", null));
        rows.flush();
    }

    private static StallKey stallOf(AnnouncementOrder order) {
        return new StallKey(order.marketId(), order.stallId());
    }

    private AnnouncementRows.Row row(AnnouncementOrder order, SpeechPlan plan, String text, Instant now) {
        long speaker = speakers.first(stallOf(order)).map(SpeakerKey::deviceId).orElse(SpeakerKey.NOBODY);
        Instant expiresAt = order.at().plus(plan.news(order.event()));
        long id = ids.next(order.marketId());
        if (speaker == SpeakerKey.NOBODY) {
            return row(order, id, plan, text, speaker, "EXPIRED", order.at());
        }
        if (!now.isBefore(expiresAt)) {
            return row(order, id, plan, text, speaker, "EXPIRED", expiresAt);
        }
        return plan.isQuiet(now)
                ? row(order, id, plan, text, speaker, "QUIET", now)
                : row(order, id, plan, text, speaker, "QUEUED", null);
    }

    private static AnnouncementRows.Row row(
            AnnouncementOrder order,
            long id,
            SpeechPlan plan,
            String text,
            long speaker,
            String state,
            @Nullable Instant endedAt) {
        return new AnnouncementRows.Row(
                order.marketId(),
                id,
                order.stallId(),
                speaker,
                order.event().name(),
                order.subjectNo(),
                order.wallet().name(),
                order.amount().fen(),
                text,
                state,
                order.at(),
                order.at().plus(plan.news(order.event())),
                endedAt);
    }
}
