/** What a speaker has missed while it was away, told in one sentence when it is back, at most once. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.speaker.OutageRows.Missed;
import org.caishi.units.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

@Component
class Outages {
    /** What expired longer ago is for the day's list, not for the speaker. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int MOST = 500;

    private final OutageRows rows;
    private final AnnouncementRows announcements;
    private final StallSpeakers speakers;
    private final SpeechPlans plans;
    private final Ids ids;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Outages(
            OutageRows rows,
            AnnouncementRows announcements,
            StallSpeakers speakers,
            SpeechPlans plans,
            Ids ids,
            Transactions transactions,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.announcements = announcements;
        this.speakers = speakers;
        this.plans = plans;
        this.ids = ids;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** Looks for speakers that have been heard again since announcements of theirs expired. */
    void tell(List<Long> markets) {
        Instant since = clock.instant().minus(REMEMBERED);
        for (Missed missed : rows.missed(markets, since, MOST)) {
            if (isBack(missed) && !plans.of(missed.stall()).isQuiet(clock.instant())) {
                sum(missed, since);
            }
        }
    }

    private boolean isBack(Missed missed) {
        SpeakerKey speaker = missed.speaker();
        if (speaker.isPhone()) {
            return speakers.phoneListens(missed.stall());
        }
        Instant seen = speakers.lastSeen(missed.marketId()).get(missed.deviceId());
        return seen != null && seen.isAfter(missed.lastMissedAt());
    }

    /** Each expired announcement bears the number of the summary that tells it, so it is told by one. */
    private void sum(Missed missed, Instant since) {
        long id = ids.next(missed.marketId());
        boolean written = transactions.run(() -> {
            if (rows.mark(missed, since, id) == 0) {
                return false;
            }
            write(missed.stall(), missed.deviceId(), id, rows.sumOf(missed, since, id));
            return true;
        });
        if (written) {
            events.publishEvent(new AnnouncementsQueued(Set.of(missed.stall())));
        }
    }

    private void write(StallKey stall, long deviceId, long id, OutageRows.Sum sum) {
        Instant now = clock.instant();
        SpeechPlan plan = plans.of(stall);
        Money total = Money.ofFen(sum.amountFen());
        announcements.add(new AnnouncementRows.Row(
                stall.marketId(),
                id,
                stall.stallId(),
                deviceId,
                AnnouncementOrder.Event.SUMMARY.name(),
                id,
                AnnouncementText.Wallet.OTHER.name(),
                total.fen(),
                AnnouncementText.missed(sum.payments(), total, plan.language()),
                "QUEUED",
                now,
                now.plus(plan.news()),
                null));
        announcements.flush();
    }
}
