/** An amount of Chinese money in whole fen; the only form money takes between the wire and the page. */
package org.caishi.units;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Money in fen (1 yuan = 100 fen), positive, zero or negative. Arithmetic that overflows throws ArithmeticException.
 *
 * @param fen whole fen
 */
public record Money(long fen) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    private static final Pattern YUAN = Pattern.compile("-?\\d{1,13}(\\.\\d{1,2})?");

    public static Money ofFen(long fen) {
        return fen == 0 ? ZERO : new Money(fen);
    }

    /**
     * Reads an amount in yuan with at most two decimals, e.g. {@code 12.5} or {@code 12.50}.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Money parseYuan(String yuan) {
        String text = yuan.strip();
        if (!YUAN.matcher(text).matches()) {
            throw new IllegalArgumentException("not an amount in yuan: " + abbreviated(text));
        }
        return ofFen(new BigDecimal(text).movePointRight(2).longValueExact());
    }

    public Money plus(Money other) {
        return ofFen(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return ofFen(Math.subtractExact(fen, other.fen));
    }

    public Money negated() {
        return ofFen(Math.negateExact(fen));
    }

    public boolean isPositive() {
        return fen > 0;
    }

    public boolean isZero() {
        return fen == 0;
    }

    /** The form channels and bill files use: {@code 1234.50}, no grouping, always two decimals. */
    public String yuan() {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    /** The form people read: {@code ¥1,234.50}. */
    @Override
    public String toString() {
        long whole = Math.abs(fen / 100);
        long rest = Math.abs(fen % 100);
        return "%s¥%,d.%02d".formatted(fen < 0 ? "-" : "", whole, rest);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }

    private static String abbreviated(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }
}
