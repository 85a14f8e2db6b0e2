/** Puts weighings and payments side by side, by business day and stall. */
package org.caishi.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

@Component
class WeighingDays {
    private static final Comparator<Key> NEWEST_DAY_FIRST = Comparator.comparing(Key::date)
            .reversed()
            .thenComparing(Key::stallNo)
            .thenComparing(Key::tradeName);

    private final WeighingSums sums;

    WeighingDays(WeighingSums sums) {
        this.sums = sums;
    }

    /** At most a month of a market's stalls: the filter's period bounds it. */
    List<WeighingDay> of(WeighingFilter filter) {
        TreeMap<Key, WeighingDay> days = new TreeMap<>(NEWEST_DAY_FIRST);
        sums.byState(filter)
                .forEach(sum -> days.merge(
                        new Key(sum.businessDate(), sum.stallNo(), sum.tradeName()), sum.day(), WeighingDay::plus));
        sums.unweighed(filter).forEach(paid -> {
            WeighingDay day = new WeighingDay(
                    paid.businessDate(),
                    paid.stallNo(),
                    paid.tradeName(),
                    Figure.NONE,
                    Figure.NONE,
                    Figure.NONE,
                    Figure.NONE,
                    Figure.NONE,
                    Figure.NONE,
                    new Figure(paid.payments(), paid.fen()),
                    0);
            days.merge(new Key(paid.businessDate(), paid.stallNo(), paid.tradeName()), day, WeighingDay::plus);
        });
        return List.copyOf(days.values());
    }

    static WeighingDay total(List<WeighingDay> days, LocalDate date) {
        return days.stream().reduce(WeighingDay.nothing(date, "", ""), WeighingDay::plus);
    }

    private record Key(LocalDate date, String stallNo, String tradeName) {}
}
