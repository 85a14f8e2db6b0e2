/** When a kind of market sells how much: by the hour, by the day of the week. */
package org.caishi.demo;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.caishi.market.MarketKind;

/**
 * Invented, after what such markets look like.
 *
 * @param salesAStall of an ordinary stall on an ordinary day
 * @param weekdays per cent of an ordinary day, Monday first
 * @param hours local hours, each as often as its weight: to draw one is to draw an hour of a sale
 */
record TradingHours(int salesAStall, List<Integer> weekdays, List<Integer> hours) {
    /** Busy from seven to nine, and again before supper; weekends are fuller. */
    private static final TradingHours MORNING = new TradingHours(
            21,
            List.of(93, 94, 96, 98, 103, 119, 113),
            weighted(5, 3, 14, 28, 30, 21, 14, 9, 4, 2, 3, 6, 14, 23, 16, 5));

    /** Opens towards evening and runs past midnight; Friday and Saturday are the nights of the week. */
    private static final TradingHours NIGHT = new TradingHours(
            13, List.of(74, 78, 84, 95, 152, 148, 104), weighted(17, 3, 14, 22, 28, 30, 24, 17, 11, 6, 2));

    static TradingHours of(MarketKind kind) {
        return kind == MarketKind.NIGHT ? NIGHT : MORNING;
    }

    int percentOn(DayOfWeek day) {
        return weekdays.get(day.getValue() - 1);
    }

    int hour(RandomGenerator random) {
        return hours.get(random.nextInt(hours.size()));
    }

    /** The hours from the first on, each as often as its weight says. */
    private static List<Integer> weighted(int first, int... weights) {
        return IntStream.range(0, weights.length)
                .boxed()
                .flatMap(i -> Collections.nCopies(weights[i], (first + i) % 24).stream())
                .toList();
    }
}
