/** Tells the scales on which business date a late sale is booked: a closed day takes nothing more. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.caishi.market.Market;
import org.caishi.scale.LateDays;
import org.caishi.settlement.BusinessCalendar;
import org.springframework.stereotype.Component;

@Component
class WeighingDays implements LateDays {
    private final BusinessCalendar calendar;

    WeighingDays(BusinessCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public LocalDate bookedOn(Market market, Instant happened) {
        return calendar.hold(market).dateOf(happened);
    }
}
