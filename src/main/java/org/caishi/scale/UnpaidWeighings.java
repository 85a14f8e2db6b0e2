/** Gives up the weighings that nobody has paid for as long as their market waits; they stay as "weighed, never paid". */
package org.caishi.scale;

import java.time.Instant;
import java.time.InstantSource;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.Transactions;
import org.springframework.stereotype.Component;

@Component
class UnpaidWeighings {
    /** Short transactions: payments wait for the rows of one page at most. */
    private static final int PAGE = 500;

    private static final int MOST_PAGES = 20;

    private final WeighingRows rows;
    private final WeighingRules rules;
    private final Markets markets;
    private final Transactions transactions;
    private final InstantSource clock;

    UnpaidWeighings(
            WeighingRows rows, WeighingRules rules, Markets markets, Transactions transactions, InstantSource clock) {
        this.rows = rows;
        this.rules = rules;
        this.markets = markets;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What one round leaves, the next takes. */
    void abandon() {
        markets.all().stream().map(Market::marketId).forEach(this::abandon);
    }

    private void abandon(long marketId) {
        Instant now = clock.instant();
        Instant before = now.minus(rules.givenUpAfter(marketId));
        for (int page = 0; page < MOST_PAGES; page++) {
            int given = transactions.<Integer>run(() -> rows.abandon(marketId, before, now, PAGE));
            if (given < PAGE) {
                return;
            }
        }
    }
}
