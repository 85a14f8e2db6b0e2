/** Holds the books of markets open while something is booked, the platform's own among them. */
package org.caishi.payment;

import java.time.LocalDate;
import java.time.ZoneId;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.BusinessDay;
import org.caishi.settlement.BusinessCalendar;
import org.caishi.settlement.BusinessCalendar.OpenDays;
import org.springframework.stereotype.Component;

@Component
class BookDays {
    /** For the platform's own books, where money lands that names no market of ours. */
    private static final OpenDays PLATFORM =
            new OpenDays(new BusinessDay(ZoneId.of("Asia/Shanghai"), 0), LocalDate.EPOCH);

    private final Markets markets;
    private final BusinessCalendar calendar;

    BookDays(Markets markets, BusinessCalendar calendar) {
        this.markets = markets;
        this.calendar = calendar;
    }

    /** Within the caller's transaction, and before any order is locked; the day a booking goes to cannot close until then. */
    OpenDays hold(long marketId) {
        Market market = marketId == 0 ? null : markets.byId(marketId);
        return market == null ? PLATFORM : calendar.hold(market);
    }
}
