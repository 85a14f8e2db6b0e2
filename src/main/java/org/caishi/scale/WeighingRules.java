/** What each market decides about its weighings: after which time one that nobody has paid is given up. */
package org.caishi.scale;

import java.time.Duration;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.caishi.platform.Transactions;
import org.springframework.stereotype.Component;

@Component
public class WeighingRules {
    public static final int LEAST_MINUTES = 5;
    public static final int MOST_MINUTES = 1_440;

    private final WeighingRuleRows rows;
    private final AuditTrail audit;
    private final Transactions transactions;

    WeighingRules(WeighingRuleRows rows, AuditTrail audit, Transactions transactions) {
        this.rows = rows;
        this.audit = audit;
        this.transactions = transactions;
    }

    public Duration givenUpAfter(long marketId) {
        return rows.abandonMinutes(marketId).map(Duration::ofMinutes).orElse(Weighings.GIVEN_UP_AFTER);
    }

    /** @throws BadInput outside five minutes and a day */
    public void giveUpAfter(Person manager, Market market, int minutes) {
        if (minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
            throw new BadInput("scale.abandon.minutes", LEAST_MINUTES, MOST_MINUTES);
        }
        transactions.run(() -> {
            rows.put(market.marketId(), minutes);
            audit.record(
                    market.marketId(), manager, "weighing.abandon", "market " + market.code(), minutes + " minutes");
        });
    }
}
