/** How Alipay writes money and time: yuan with two decimals, Beijing time without a zone. */
package org.caishi.channel.alipay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.caishi.units.Money;

final class AlipayText {
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** Fractions of a second, which notices of refunds have, are left. */
    private static final int SECONDS_LENGTH = 19;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private AlipayText() {}

    /** @throws java.time.DateTimeException when it is no time */
    static Instant time(String text) {
        String seconds = text.length() > SECONDS_LENGTH ? text.substring(0, SECONDS_LENGTH) : text;
        return LocalDateTime.parse(seconds, TIME).toInstant(BEIJING);
    }

    static String time(Instant instant) {
        return TIME.format(instant.atOffset(BEIJING));
    }

    /** Exactly, in fen. @throws IllegalArgumentException when it is no sum of money, or has parts of a fen */
    static Money money(String yuan) {
        return Money.parseYuan(yuan);
    }
}
