/** Closes the business days of a market, in order, each once, and writes every vendor's statement. */
package org.caishi.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
public class DayClose {
    private static final Logger LOG = LoggerFactory.getLogger(DayClose.class);

    /** Notices of the last minutes are still on their way when a day ends. */
    static final Duration GRACE = Duration.ofMinutes(10);

    /** Days closed in one run; a market that slept for longer is caught up by the next runs. */
    private static final int DAYS_A_RUN = 40;

    private final Markets markets;
    private final BusinessCalendar calendar;
    private final CalendarRows rows;
    private final StatementRows statements;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    DayClose(
            Markets markets,
            BusinessCalendar calendar,
            CalendarRows rows,
            StatementRows statements,
            Transactions transactions,
            Ids ids,
            Clock clock) {
        this.markets = markets;
        this.calendar = calendar;
        this.rows = rows;
        this.statements = statements;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Closes every day of every market that has ended, grace included; run by the scheduler on one node. */
    public void closeWhatHasEnded() {
        markets.all().forEach(this::closeWhatHasEnded);
    }

    void closeWhatHasEnded(Market market) {
        Instant now = clock.instant();
        calendar.begin(market, market.day().dateOf(now));
        if (rows.isEntering(market.marketId())) {
            return;
        }
        for (int days = 0; days < DAYS_A_RUN && closeNext(market, now); days++) {
            // Each day is a transaction of its own, so a kill between two days loses nothing.
        }
    }

    /** Closes one of the days that are entered afterwards, as of the time when it would have been closed. */
    public void closeEntered(Market market, LocalDate date) {
        Instant closedAt = market.day().endOf(date).plus(GRACE);
        transactions.run(() -> close(market, date, closedAt));
    }

    /** Closes the first open day if it has ended; false when there is nothing to close. */
    private boolean closeNext(Market market, Instant now) {
        LocalDate next = rows.closedThrough(market.marketId()).orElseThrow().plusDays(1);
        if (market.day().endOf(next).plus(GRACE).isAfter(now)) {
            return false;
        }
        transactions.run(() -> close(market, next, now));
        return true;
    }

    private void close(Market market, LocalDate date, Instant now) {
        long marketId = market.marketId();
        if (!rows.lock(marketId).equals(date.minusDays(1))) {
            return;
        }
        List<Statement> day = statements.sums(marketId, date);
        day.forEach(statement -> statements.add(statement, ids.next(marketId)));
        Statement total = day.stream().reduce(Statement.nothing(marketId, date), Statement::plus);
        statements.addDay(total, now);
        rows.close(marketId, date);
        LOG.info("{} closed {}: {} payments, gross {} fen", market.code(), date, total.payments(), total.grossFen());
    }
}
