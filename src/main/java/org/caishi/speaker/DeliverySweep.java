/** Looks at the rows every two seconds: for what a nudge has lost, what was not answered, and what is too late. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.speaker.DeliveryRows.Overdue;
import org.caishi.speaker.DeliveryRows.Stuck;
import org.caishi.speaker.DeliveryStep.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class DeliverySweep {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySweep.class);

    /** An answer to what was sent in the last moment may still be on its way. */
    static final Duration LATE_ANSWER = Duration.ofSeconds(10);

    /** For the answer to what was spoken in the last moment of a speaker's turn. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** A speaker says nothing for longer. */
    private static final Duration LONGEST_SPEECH = Duration.ofMinutes(1);

    /** How long after it was heard a speaker's row may not tell it yet. */
    private static final Duration SIGHT_IS_WRITTEN = Duration.ofSeconds(70);

    /** Nothing that is older than the longest expiry is still being said. */
    private static final Duration OLDEST_NEWS = Duration.ofSeconds(2L * SpeechChoice.LONGEST_EXPIRY);

    private static final int SPEAKERS = 2_000;
    private static final int ROWS = 1_000;

    private final DeliveryRows rows;
    private final DeliverySteps steps;
    private final DeliveryLedger ledger;
    private final Deliveries deliveries;
    private final StallSpeakers speakers;
    private final Outages outages;
    private final Markets markets;
    private final InstantSource clock;
    private boolean told;

    DeliverySweep(
            DeliveryRows rows,
            DeliverySteps steps,
            DeliveryLedger ledger,
            Deliveries deliveries,
            StallSpeakers speakers,
            Outages outages,
            Markets markets,
            InstantSource clock) {
        this.rows = rows;
        this.steps = steps;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.speakers = speakers;
        this.outages = outages;
        this.markets = markets;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2_000)
    void sweep() {
        try {
            List<Long> open = markets.all().stream().map(Market::marketId).toList();
            if (!open.isEmpty()) {
                Instant now = clock.instant();
                // Read now and not remembered: an old answer would call a speaker away that has just been heard.
                Map<Long, Map<Long, Instant>> seen = new HashMap<>();
                rows.overdue(open, now, now.minus(LATE_ANSWER), ROWS)
                        .forEach(late -> end(late, seen.computeIfAbsent(late.marketId(), speakers::lastSeenNow)));
                rows.stuck(
                                open,
                                now,
                                now.minus(DeliveryLedger.TURN).minus(SLACK),
                                now.minus(DeliveryLedger.TURN),
                                now.minus(LONGEST_SPEECH),
                                AnnouncementId.span(OLDEST_NEWS),
                                ROWS)
                        .forEach(this::askTheNext);
                outages.tell(open);
                rows.waiting(open, now.minus(DeliveryLedger.ANSWER), SPEAKERS).forEach(deliveries::wake);
            }
            told = false;
        } catch (RuntimeException failure) {
            if (!told) {
                LOG.warn("announcements were not looked at, tried again in 2 s: {}", failure.toString());
                told = true;
            }
        }
    }

    /** What was taken over by no speaker is certainly unsaid; what was sent is, where the way sees to it. */
    private void askTheNext(Stuck stuck) {
        Instant sent = stuck.sentAt();
        if (sent == null || deliveries.silenceTells(stuck.speaker(), Duration.between(sent, clock.instant()))) {
            ledger.passOn(Kind.PASSED_ON, stuck.stall(), stuck.speaker(), stuck.announcementId());
        }
    }

    /** Never sent is late; sent and never answered may have been heard or not, but by a speaker that was there. */
    private void end(Overdue late, Map<Long, Instant> seen) {
        Kind end = late.state().equals("QUEUED") ? Kind.LATE : wasAway(late, seen) ? Kind.UNREACHED : Kind.UNHEARD;
        steps.take(DeliveryStep.of(end, late.speaker(), late.announcementId(), clock.instant()));
    }

    /** Since before it was sent the speaker has given no sign of life to any node. */
    private boolean wasAway(Overdue late, Map<Long, Instant> seen) {
        Instant sent = late.sentAt();
        if (sent == null || late.speaker().isPhone() || !deliveries.forgetsInTime(late.speaker())) {
            return false;
        }
        Instant last = seen.get(late.deviceId());
        return last == null || last.isBefore(sent.minus(SIGHT_IS_WRITTEN));
    }
}
