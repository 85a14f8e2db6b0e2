/** What the product tells a Dahua TM label scale; one command at a time, each answered before the next. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

public final class DahuaRequest {
    /** Hot keys go in two pages. */
    public static final int KEYS_PER_PAGE = 36;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT);

    private DahuaRequest() {}

    /** Writes goods, and with them their price. */
    public static byte[] write(DahuaPlu plu) {
        return bytes("!0V" + plu.line());
    }

    /** Asks for the goods under a number. */
    public static byte[] read(int number) {
        if (number < 1 || number > DahuaPlu.MOST_NUMBER) {
            throw new IllegalArgumentException("a number of goods is 1 to " + DahuaPlu.MOST_NUMBER + ", not " + number);
        }
        return bytes(String.format(Locale.ROOT, "!0U%04dA", number));
    }

    /**
     * Sets the hot keys of one page.
     *
     * @param page 0 for the keys 1 to 36, 1 for 37 to 72
     * @param numbers of the goods, one a key; 0 leaves a key without
     */
    public static byte[] hotKeys(int page, List<Integer> numbers) {
        if (page < 0 || page > 1 || numbers.size() != KEYS_PER_PAGE) {
            throw new IllegalArgumentException(
                    "page 0 or 1 with " + KEYS_PER_PAGE + " keys, not page " + page + " with " + numbers.size());
        }
        StringBuilder line = new StringBuilder("!0L0").append(page).append('A');
        for (int number : numbers) {
            if (number < 0 || number > DahuaPlu.MOST_NUMBER) {
                throw new IllegalArgumentException(
                        "a number of goods is 0 to " + DahuaPlu.MOST_NUMBER + ", not " + number);
            }
            line.append(String.format(Locale.ROOT, "%04d", number));
        }
        return bytes(line.append('B').toString());
    }

    /** Sets the clock, to the minute, in the market's own time. */
    public static byte[] clock(LocalDateTime time) {
        return bytes("!0P" + CLOCK.format(time));
    }

    private static byte[] bytes(String line) {
        return (line + "\r\n").getBytes(US_ASCII);
    }
}
