/** Shows instants and dates as the market's wall shows them, in digits that every language reads alike. */
package org.caishi.report.phone;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * @param zone the market's time zone
 */
record PhoneTime(ZoneId zone) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    public String minute(Instant instant) {
        return MINUTE.format(instant.atZone(zone));
    }

    public String dayAndMinute(Instant instant) {
        return DAY_AND_MINUTE.format(instant.atZone(zone));
    }

    /** Without the year: the month stands in the page's title. */
    public String day(LocalDate date) {
        return "%02d-%02d".formatted(date.getMonthValue(), date.getDayOfMonth());
    }
}
