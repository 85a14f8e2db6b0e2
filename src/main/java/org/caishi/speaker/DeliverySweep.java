/** Looks at the rows every two seconds: for what a nudge has lost, what was not answered, and what is too late. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.speaker.DeliveryRows.Overdue;
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

    private static final int SPEAKERS = 2_000;
    private static final int ROWS = 1_000;

    private final DeliveryRows rows;
    private final DeliverySteps steps;
    private final Deliveries deliveries;
    private final Markets markets;
    private final InstantSource clock;
    private boolean told;

    DeliverySweep(DeliveryRows rows, DeliverySteps steps, Deliveries deliveries, Markets markets, InstantSource clock) {
        this.rows = rows;
        this.steps = steps;
        this.deliveries = deliveries;
        this.markets = markets;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2_000)
    void sweep() {
        try {
            List<Long> open = markets.all().stream().map(Market::marketId).toList();
            if (!open.isEmpty()) {
                Instant now = clock.instant();
                rows.overdue(open, now, now.minus(LATE_ANSWER), ROWS).forEach(this::end);
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

    /** Never sent is late; sent and never answered may have been heard or not. */
    private void end(Overdue late) {
        Kind end = late.state().equals("QUEUED") ? Kind.LATE : Kind.UNHEARD;
        steps.take(DeliveryStep.of(end, late.speaker(), late.announcementId(), clock.instant()));
    }
}
