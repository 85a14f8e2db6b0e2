/** Moments as the interface writes them: Beijing's, to the second, digits only. */
package org.caishi.simulator.unionpay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

final class UnionpayTimes {
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(BEIJING);

    private UnionpayTimes() {}

    static String text(Instant instant) {
        return TIME.format(instant);
    }

    static Instant read(String text) {
        return TIME.parse(text, Instant::from);
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, BEIJING);
    }
}
