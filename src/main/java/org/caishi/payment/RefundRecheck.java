/** Asks the channel about refunds that stay silent, ever more rarely, until they are done or declined. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class RefundRecheck {
    private static final Logger LOG = LoggerFactory.getLogger(RefundRecheck.class);

    /** How long after it was last asked about; a refund to a bank card may take days. */
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofHours(1));

    /** Refunds are few; what a run leaves, the next one takes. */
    private static final int A_RUN = 200;

    private final Refunds refunds;
    private final Markets markets;
    private final Clock clock;

    RefundRecheck(Refunds refunds, Markets markets, Clock clock) {
        this.refunds = refunds;
        this.markets = markets;
        this.clock = clock;
    }

    /** One round over every market and the platform's own books; the scheduler's rows see to it that one node does it. */
    void round() {
        markets.all().stream().map(Market::marketId).forEach(this::round);
        round(0);
    }

    private void round(long marketId) {
        Instant now = clock.instant();
        for (Refund refund : refunds.silent(marketId, now.minus(WAITS.getFirst()), A_RUN)) {
            if (isDue(refund, now)) {
                try {
                    refunds.recheck(refund);
                } catch (RuntimeException failure) {
                    LOG.warn("could not recheck refund {}; a later round asks again", refund.number(), failure);
                }
            }
        }
    }

    static boolean isDue(Refund refund, Instant now) {
        Instant last = refund.askedAt() == null ? refund.createdAt() : refund.askedAt();
        Duration wait = WAITS.get(Math.min(refund.asks(), WAITS.size() - 1));
        return !now.isBefore(last.plus(wait));
    }
}
