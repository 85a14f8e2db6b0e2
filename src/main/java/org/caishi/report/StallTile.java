/** One stall on the manager's map: what it is doing now. */
package org.caishi.report;

import java.time.Instant;
import org.caishi.report.FloorRows.StallRow;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

record StallTile(StallRow stall, Doing doing, DaySum today, DaySum yesterday) {
    /** In the order in which the map's legend names them. */
    enum Doing {
        SELLING,
        QUIET,
        SILENT,
        VACANT,
        CLOSED,
        FROZEN
    }

    static StallTile of(StallRow stall, DaySum today, DaySum yesterday, @Nullable Instant lastSale, Instant lively) {
        return new StallTile(stall, doing(stall, today, lastSale, lively), today, yesterday);
    }

    /** A sale counts whatever the stall is called: money that came in shows even on a stall marked vacant. */
    private static Doing doing(StallRow stall, DaySum today, @Nullable Instant lastSale, Instant lively) {
        if ("FROZEN".equals(stall.vendorState())) {
            return Doing.FROZEN;
        }
        if (lastSale != null && !lastSale.isBefore(lively)) {
            return Doing.SELLING;
        }
        if (today.payments() > 0) {
            return Doing.QUIET;
        }
        if ("CLOSED".equals(stall.state())) {
            return Doing.CLOSED;
        }
        return stall.tradeName() == null || "VACANT".equals(stall.state()) ? Doing.VACANT : Doing.SILENT;
    }

    public Money amount() {
        return today.amount();
    }
}
