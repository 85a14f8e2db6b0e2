/** Prices as scales show them: yuan with a point, for one of the unit on the display. */
package org.caishi.scale.protocol;

import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.jspecify.annotations.Nullable;

final class WrittenPrice {
    /** A million yuan: more than any scale in a market shows. */
    private static final long MOST_FEN = 100_000_000;

    private WrittenPrice() {}

    /** The yuan that a number shows; null for a negative one, one that is no whole number of fen, and one beyond reason. */
    static @Nullable Money yuan(TextNumber number) {
        long fen = number.digits();
        for (int places = number.decimals(); places < 2; places++) {
            fen *= 10;
        }
        for (int places = number.decimals(); places > 2; places--) {
            if (fen % 10 != 0) {
                return null;
            }
            fen /= 10;
        }
        return number.negative() || fen > MOST_FEN ? null : Money.ofFen(fen);
    }

    /**
     * The price of a kilogram, half up to the fen where the unit is no even part of it.
     *
     * @param price for one of the unit, but for a kilogram where the display shows grams
     * @param unit null for the kilogram
     */
    static UnitPrice of(Money price, @Nullable WeightUnit unit) {
        if (unit == null || unit == WeightUnit.GRAM) {
            return UnitPrice.ofFenPerKilogram(price.fen());
        }
        long kilograms = Math.multiplyExact(price.fen(), 1000 * unit.gramsDividedBy);
        return UnitPrice.ofFenPerKilogram((kilograms + unit.gramsTimes / 2) / unit.gramsTimes);
    }
}
