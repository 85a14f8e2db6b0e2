/** Asks the channel about refunds that stay silent, ever more rarely, until they are done or declined. */
package org.caishi.payment;

import java.time.Clock;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class RefundRecheck {
    private static final Logger LOG = LoggerFactory.getLogger(RefundRecheck.class);

    /** Refunds are few; what a run leaves, the next one takes. */
    private static final int A_RUN = 200;

    private static final int AT_ONCE = 8;

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
        try (Askers askers = new Askers(AT_ONCE)) {
            markets.all().stream().map(Market::marketId).forEach(marketId -> round(marketId, askers));
            round(0, askers);
        }
    }

    private void round(long marketId, Askers askers) {
        for (Refund refund : refunds.silent(marketId, clock.instant(), A_RUN)) {
            askers.ask(() -> {
                try {
                    refunds.recheck(refund);
                } catch (RuntimeException failure) {
                    LOG.warn("could not recheck refund {}; a later round asks again", refund.number(), failure);
                }
            });
        }
    }
}
