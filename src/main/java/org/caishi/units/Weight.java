/** A weight in whole grams; scales, shelves and receipts meet here. */
package org.caishi.units;

import java.math.BigDecimal;

/**
 * A weight in grams, negative when a scale shows one.
 *
 * @param grams whole grams
 */
public record Weight(long grams) implements Comparable<Weight> {
    public static final Weight ZERO = new Weight(0);

    /** 市斤, the unit in which people in a market think: 500 g. */
    public static final long GRAMS_PER_JIN = 500;

    public static Weight ofGrams(long grams) {
        return new Weight(grams);
    }

    public boolean isPositive() {
        return grams > 0;
    }

    public Weight minus(Weight other) {
        return new Weight(Math.subtractExact(grams, other.grams));
    }

    /** Kilograms with three decimals: {@code 0.488}. */
    public String kilograms() {
        return BigDecimal.valueOf(grams, 3).toPlainString();
    }

    /** 市斤 with three decimals at most and no trailing zeros: {@code 0.976}. */
    public String jin() {
        return BigDecimal.valueOf(Math.multiplyExact(grams, 2), 3)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public String toString() {
        return kilograms() + " kg";
    }

    @Override
    public int compareTo(Weight other) {
        return Long.compare(grams, other.grams);
    }
}
