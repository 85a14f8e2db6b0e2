/** How many of a market's scales are past their verification or soon will be: a line on the manager's home. */
package org.caishi.report;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caishi.market.Market;
import org.caishi.scale.ScaleStanding;
import org.springframework.stereotype.Component;

/** Counted at most once a minute a market: dates do not hurry. */
@Component
class ScalesDue {
    private static final int SECONDS = 60;
    private static final int MOST = 2_000;

    private final Clock clock;
    private final ScaleLedger ledger;
    /** One entry a market: bounded by the markets there are. */
    private final Map<Long, Count> known = new ConcurrentHashMap<>();

    ScalesDue(Clock clock, ScaleLedger ledger) {
        this.clock = clock;
        this.ledger = ledger;
    }

    /**
     * What was counted.
     *
     * @param overdue those of which no verification is known are counted apart
     */
    record Count(Instant at, long overdue, long unknown, long due, long soon) {
        public boolean any() {
            return overdue + unknown + due + soon > 0;
        }

        /** Whether sales are being marked. */
        public boolean urgent() {
            return overdue + unknown > 0;
        }
    }

    Count of(Market market) {
        Instant now = clock.instant();
        return known.compute(
                market.marketId(),
                (id, last) -> last != null && now.isBefore(last.at().plusSeconds(SECONDS)) ? last : read(market, now));
    }

    private Count read(Market market, Instant now) {
        LocalDate today = now.atZone(market.timeZone()).toLocalDate();
        var scales = ledger.of(market.marketId(), MOST);
        return new Count(
                now,
                count(scales, today, ScaleStanding.OVERDUE),
                count(scales, today, ScaleStanding.UNKNOWN),
                count(scales, today, ScaleStanding.DUE),
                count(scales, today, ScaleStanding.SOON));
    }

    private static long count(java.util.List<ScaleLedger.ScaleLine> scales, LocalDate today, ScaleStanding standing) {
        return scales.stream()
                .filter(scale -> scale.standing(today) == standing)
                .count();
    }
}
