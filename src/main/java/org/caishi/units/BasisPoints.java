/** Rates and shares as integers: one basis point is a hundredth of a per cent. */
package org.caishi.units;

import java.math.BigDecimal;

/**
 * A share of 0 to 10,000 basis points (0 % to 100 %).
 *
 * @param points hundredths of a per cent
 */
public record BasisPoints(int points) {
    public static final int WHOLE = 10_000;
    public static final BasisPoints NONE = new BasisPoints(0);

    public BasisPoints {
        if (points < 0 || points > WHOLE) {
            throw new IllegalArgumentException("basis points run from 0 to 10000, not " + points);
        }
    }

    public static BasisPoints of(int points) {
        return new BasisPoints(points);
    }

    /** The share of an amount that is not negative, rounded half up to the fen, as channels charge their fees. */
    public Money shareOf(Money amount) {
        if (amount.fen() < 0) {
            throw new IllegalArgumentException("a share is taken of money received, not of " + amount);
        }
        return Money.ofFen((Math.multiplyExact(amount.fen(), points) + WHOLE / 2) / WHOLE);
    }

    /** Per cent without trailing zeros: {@code 0.38%}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(points, 2).stripTrailingZeros().toPlainString() + "%";
    }
}
