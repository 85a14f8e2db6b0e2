/** Says to which business date a booking goes: a closed day takes nothing more. */
package org.caishi.settlement;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caishi.market.Market;
import org.caishi.platform.BusinessDay;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@Component
public class BusinessCalendar {
    private final CalendarRows rows;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final Set<Long> begun = ConcurrentHashMap.newKeySet();

    BusinessCalendar(CalendarRows rows, Clock clock, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Holds the market's books open for the caller's transaction, so that no day closes under a booking, and tells
     * which dates they are open for.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public OpenDays hold(Market market) {
        begin(market, market.day().dateOf(clock.instant()));
        return new OpenDays(market.day(), rows.lock(market.marketId()));
    }

    /** Opens the books of a new market from a first date on; does nothing when they are open. */
    public void begin(Market market, LocalDate first) {
        if (begun.contains(market.marketId())) {
            return;
        }
        apart.executeWithoutResult(status -> rows.begin(market.marketId(), first.minusDays(1)));
        begun.add(market.marketId());
    }

    /**
     * Opens the books of a new market from a first date on, in the caller's transaction, for days that were before the
     * product came: they are closed by {@link DayClose#closeEntered}, and by nothing else until {@link #entered}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enterFrom(Market market, LocalDate first) {
        rows.beginEntering(market.marketId(), first.minusDays(1));
    }

    /** The earlier days are in: from now on days close by themselves. */
    public void entered(Market market) {
        rows.entered(market.marketId());
    }

    /** The dates that still take bookings. */
    public record OpenDays(BusinessDay day, LocalDate closedThrough) {
        /** The date of something that happened then; what comes after its day was closed goes to the first open day. */
        public LocalDate dateOf(Instant happened) {
            LocalDate date = day.dateOf(happened);
            return date.isAfter(closedThrough) ? date : closedThrough.plusDays(1);
        }
    }
}
