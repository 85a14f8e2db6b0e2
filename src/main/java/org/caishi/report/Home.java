/** The figures of a manager's home at one moment. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.report.HourSums.HourSum;
import org.caishi.report.HourSums.WalletSum;
import org.caishi.report.StallTile.Doing;

/**
 * Today is compared with other days up to the last full hour, for {@code payment_hour} knows no minutes and half an
 * hour must not be compared with a whole one.
 *
 * @param at when it was read
 * @param today the business date
 * @param sum everything paid today
 * @param soFar the three days up to the last full hour
 * @param hours the hours of the business day in its own order, from the day cut
 * @param tiles every stall in walking order
 */
record Home(
        Instant at,
        LocalDate today,
        DaySum sum,
        SoFar soFar,
        List<HourLine> hours,
        List<WalletSum> wallets,
        List<StallTile> tiles) {
    private static final int TOP = 10;
    private static final int HOURS = 24;

    /** Three days from their beginning to the same clock hour; {@code untilHour} is exclusive. */
    record SoFar(int fullHours, int untilHour, DaySum today, DaySum yesterday, DaySum lastWeek) {
        public String until() {
            return "%02d:00".formatted(untilHour);
        }
    }

    /** One hour of the clock on three days. */
    record HourLine(int hour, DaySum today, DaySum yesterday, DaySum lastWeek) {
        public String label() {
            return "%02d:00".formatted(hour);
        }
    }

    /** Lays the hours out from the day cut and adds up the full ones. */
    static List<HourLine> hours(List<HourSum> sums, LocalDate today, int cutHour) {
        List<HourLine> lines = new java.util.ArrayList<>(HOURS);
        for (int i = 0; i < HOURS; i++) {
            int hour = (cutHour + i) % HOURS;
            lines.add(new HourLine(
                    hour,
                    sum(sums, today, hour),
                    sum(sums, today.minusDays(1), hour),
                    sum(sums, today.minusWeeks(1), hour)));
        }
        return List.copyOf(lines);
    }

    static SoFar soFar(List<HourLine> hours, int hourNow) {
        DaySum today = DaySum.NONE;
        DaySum yesterday = DaySum.NONE;
        DaySum lastWeek = DaySum.NONE;
        int full = 0;
        while (hours.get(full).hour() != hourNow) {
            HourLine line = hours.get(full);
            today = today.plus(line.today().payments(), line.today().amountFen());
            yesterday =
                    yesterday.plus(line.yesterday().payments(), line.yesterday().amountFen());
            lastWeek = lastWeek.plus(line.lastWeek().payments(), line.lastWeek().amountFen());
            full++;
        }
        return new SoFar(full, hourNow, today, yesterday, lastWeek);
    }

    private static DaySum sum(List<HourSum> sums, LocalDate date, int hour) {
        return sums.stream()
                .filter(s -> s.businessDate().equals(date) && s.hourOfDay() == hour)
                .findFirst()
                .map(s -> new DaySum(s.payments(), s.amountFen()))
                .orElse(DaySum.NONE);
    }

    /** Those who took most today. */
    public List<StallTile> top() {
        return tiles.stream()
                .filter(tile -> tile.today().payments() > 0)
                .sorted(Comparator.comparingLong(
                                (StallTile tile) -> tile.today().amountFen())
                        .reversed())
                .limit(TOP)
                .toList();
    }

    /** Stalls that should sell and have not today; those that sold most yesterday first. */
    public List<StallTile> silent() {
        return tiles.stream()
                .filter(tile -> tile.doing() == Doing.SILENT)
                .sorted(Comparator.comparingLong(
                                (StallTile tile) -> tile.yesterday().amountFen())
                        .reversed())
                .toList();
    }

    /** The part of today's sum that was taken in cash. */
    public DaySum cash() {
        return wallets.stream()
                .filter(wallet -> wallet.channel().equals("CASH"))
                .findFirst()
                .map(wallet -> new DaySum(wallet.payments(), wallet.amountFen()))
                .orElse(DaySum.NONE);
    }

    public long trading() {
        return count(Doing.SELLING) + count(Doing.QUIET);
    }

    public long count(Doing doing) {
        return tiles.stream().filter(tile -> tile.doing() == doing).count();
    }

    public Map<String, List<StallTile>> zones() {
        return tiles.stream()
                .collect(Collectors.groupingBy(
                        tile -> tile.stall().zoneName(), LinkedHashMap::new, Collectors.toList()));
    }

    /** Whether the market has ever to be begun: no stall yet. */
    public boolean empty() {
        return tiles.isEmpty();
    }
}
