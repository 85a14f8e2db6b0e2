/** Tells the business date of an instant: a night market's Friday ends on Saturday at 04:00. */
package org.caishi.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The rule of one market.
 *
 * @param zone the market's time zone
 * @param cutHour local hour, 0 to 23, at which the business date changes; before it the day before still runs
 */
public record BusinessDay(ZoneId zone, int cutHour) {
    public BusinessDay {
        if (cutHour < 0 || cutHour > 23) {
            throw new IllegalArgumentException("a day is cut at an hour from 0 to 23, not " + cutHour);
        }
    }

    /** The business date in which an instant falls. */
    public LocalDate dateOf(Instant instant) {
        // On the clock on the wall, not by hours gone by: a night with a clock change is an hour shorter or longer.
        return instant.atZone(zone).toLocalDateTime().minusHours(cutHour).toLocalDate();
    }

    /** The local hour on the clock, 0 to 23. */
    public int hourOf(Instant instant) {
        return instant.atZone(zone).getHour();
    }

    /** The first instant of a business date. */
    public Instant startOf(LocalDate date) {
        return date.atTime(cutHour, 0).atZone(zone).toInstant();
    }

    /** The first instant after a business date. */
    public Instant endOf(LocalDate date) {
        return startOf(date.plusDays(1));
    }
}
