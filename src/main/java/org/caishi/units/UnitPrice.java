/** The price of goods by weight, and the one place where weight times price is rounded to fen. */
package org.caishi.units;

import java.math.BigDecimal;

/**
 * A price in fen per kilogram, never negative. Prices per kilogram are the law's unit; 市斤 is shown beside it.
 *
 * @param fenPerKilogram whole fen for one kilogram
 */
public record UnitPrice(long fenPerKilogram) {
    public UnitPrice {
        if (fenPerKilogram < 0) {
            throw new IllegalArgumentException("a unit price is never negative: " + fenPerKilogram);
        }
    }

    public static UnitPrice ofFenPerKilogram(long fen) {
        return new UnitPrice(fen);
    }

    /**
     * What a weight costs, rounded half up to the fen: 488 g at 2560 fen/kg = 1249.28 → 1249 fen. This is the only
     * place in the product that rounds a weight into money.
     *
     * @throws IllegalArgumentException when the weight is negative: a negative weight has no price
     */
    public Money times(Weight net) {
        if (net.grams() < 0) {
            throw new IllegalArgumentException("a negative weight has no price: " + net);
        }
        long milliFen = Math.multiplyExact(fenPerKilogram, net.grams());
        return Money.ofFen(Math.addExact(milliFen, 500) / 1000);
    }

    /** Yuan per kilogram with two decimals: {@code 25.60}. */
    public String yuanPerKilogram() {
        return BigDecimal.valueOf(fenPerKilogram, 2).toPlainString();
    }

    /** Yuan per 市斤 (500 g), exact, two or three decimals: {@code 12.80}. */
    public String yuanPerJin() {
        BigDecimal exact = BigDecimal.valueOf(Math.multiplyExact(fenPerKilogram, 5), 3);
        return (fenPerKilogram % 2 == 0 ? exact.setScale(2) : exact).toPlainString();
    }
}
