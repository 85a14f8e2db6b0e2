/** Reads the figures of a manager's home; however many pages look, the database is asked once a second a market. */
package org.caishi.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.caishi.market.Market;
import org.caishi.report.FloorRows.LastSale;
import org.caishi.report.Home.HourLine;
import org.caishi.report.HourSums.StallSum;
import org.springframework.stereotype.Component;

@Component
class Homes {
    /** A stall that sold within this time is lively. */
    static final Duration LIVELY = Duration.ofMinutes(15);

    /** No order stays payable longer than this. */
    private static final Duration LONGEST_ORDER = Duration.ofHours(2);

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Clock clock;
    private final HourSums hourSums;
    private final FloorRows floorRows;
    /** One entry a market: bounded by the markets there are. */
    private final Map<Long, Home> known = new ConcurrentHashMap<>();

    Homes(Clock clock, HourSums hourSums, FloorRows floorRows) {
        this.clock = clock;
        this.hourSums = hourSums;
        this.floorRows = floorRows;
    }

    Home of(Market market) {
        Instant now = clock.instant();
        return known.compute(
                market.marketId(),
                (id, last) -> last != null && now.isBefore(last.at().plus(FRESH)) ? last : read(market, now));
    }

    private Home read(Market market, Instant now) {
        long id = market.marketId();
        LocalDate today = market.day().dateOf(now);
        List<HourLine> hours = Home.hours(
                hourSums.byHour(id, today, today.minusDays(1), today.minusWeeks(1)), today, market.dayCutHour());
        Map<Long, DaySum> sums = byStall(id, today);
        Map<Long, DaySum> yesterday = byStall(id, today.minusDays(1));
        Map<Long, Instant> lastSales = floorRows.lastSales(id, now.minus(LIVELY).minus(LONGEST_ORDER)).stream()
                .collect(Collectors.toMap(LastSale::stallId, LastSale::lastPaidAt));
        List<StallTile> tiles = floorRows.of(id).stream()
                .map(stall -> StallTile.of(
                        stall,
                        sums.getOrDefault(stall.stallId(), DaySum.NONE),
                        yesterday.getOrDefault(stall.stallId(), DaySum.NONE),
                        lastSales.get(stall.stallId()),
                        now.minus(LIVELY)))
                .toList();
        DaySum sum = sums.values().stream().reduce(DaySum.NONE, (a, b) -> a.plus(b.payments(), b.amountFen()));
        return new Home(
                now,
                today,
                sum,
                Home.soFar(hours, market.day().hourOf(now)),
                hours,
                hourSums.byWallet(id, today),
                tiles);
    }

    private Map<Long, DaySum> byStall(long marketId, LocalDate date) {
        return hourSums.byStall(marketId, date).stream()
                .collect(Collectors.toMap(StallSum::stallId, s -> new DaySum(s.payments(), s.amountFen())));
    }
}
