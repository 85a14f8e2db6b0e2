/** Turns the number on a scale's display into grams; the one place where a displayed weight is rounded. */
package org.caishi.scale.protocol;

import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Setting;

/**
 * The unit, divisor and decimals of one scale. Exact integers throughout: digits up to ten figures, decimals up to five
 * and the largest divisor stay far below what a long holds.
 */
final class ShownNumber {
    private static final int FROM_FRAME = -1;
    private static final int MOST_DECIMALS = 5;

    private final long gramsTimes;
    /** What to divide by, for each number of decimals. */
    private final long[] dividedBy = new long[MOST_DECIMALS + 1];

    private final int decimals;

    ShownNumber(ProtocolSettings settings) {
        String unit = settings.word(Setting.UNIT);
        gramsTimes = switch (unit) {
            case "kg" -> 1000;
            case "g" -> 1;
            case "jin" -> 500;
            // The international pound is 453.59237 g exactly.
            case "lb" -> 45_359_237;
            default -> throw new IllegalArgumentException("not a unit: " + unit);
        };
        long divisor = (unit.equals("lb") ? 100_000L : 1L) * settings.whole(Setting.DIVISOR);
        for (int places = 0; places <= MOST_DECIMALS; places++, divisor *= 10) {
            dividedBy[places] = divisor;
        }
        String override = settings.word(Setting.DECIMALS);
        decimals = override.equals("frame") ? FROM_FRAME : Integer.parseInt(override);
    }

    /**
     * The grams of a displayed number. What is no whole number of grams is rounded half up, by its size without the sign,
     * as the display shows it: 0.5 g is 1 g, −0.5 g is −1 g.
     *
     * @param digits the figures on the display without point and sign, at most ten
     * @param frameDecimals how many of them the frame calls decimals, 0 to 5
     */
    long grams(boolean negative, long digits, int frameDecimals) {
        long divisor = dividedBy[decimals == FROM_FRAME ? frameDecimals : decimals];
        long product = digits * gramsTimes;
        long grams = product / divisor;
        if (product % divisor * 2 >= divisor) {
            grams++;
        }
        return negative ? -grams : grams;
    }
}
