/** Shows instants as the clock on the market's wall shows them. */
package org.caishi.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.caishi.market.Market;
import org.jspecify.annotations.Nullable;

/**
 * Digits only, so that every language reads them alike.
 *
 * @param zone the market's time zone
 */
record MarketTime(ZoneId zone) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLI = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    static MarketTime of(Market market) {
        return new MarketTime(market.timeZone());
    }

    public String minute(@Nullable Instant instant) {
        return shown(instant, MINUTE);
    }

    public String second(@Nullable Instant instant) {
        return shown(instant, SECOND);
    }

    public String milli(@Nullable Instant instant) {
        return shown(instant, MILLI);
    }

    /** Seconds with milliseconds and a sign: {@code +0.287 s}; clocks of two machines may give a minus. */
    public String delay(@Nullable Duration delay) {
        if (delay == null) {
            return "";
        }
        long millis = Math.abs(delay.toMillis());
        return "%s%d.%03d s".formatted(delay.isNegative() ? "−" : "+", millis / 1000, millis % 1000);
    }

    private String shown(@Nullable Instant instant, DateTimeFormatter format) {
        return instant == null ? "" : format.format(instant.atZone(zone));
    }
}
