/** Turns the number on a scale's display into grams; the one place where a displayed weight is rounded. */
package org.caishi.scale.protocol;

import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;

/**
 * The unit, divisor and decimals of one scale. Exact integers throughout: ten figures, five decimals, the largest divisor
 * and the finest unit stay far below what a long holds.
 */
final class ShownNumber {
    private static final int FROM_FRAME = -1;
    private static final int MOST_DECIMALS = 5;

    private final WeightUnit unit;
    /** What to divide by, for each number of decimals. */
    private final long[] dividedBy = new long[MOST_DECIMALS + 1];

    private final int decimals;

    /** Takes the unit of the settings for frames that name none. */
    ShownNumber(ProtocolSettings settings) {
        this(settings, WeightUnit.of(settings.word(Setting.UNIT)));
    }

    /**
     * Takes a unit of its own where the protocol always says which.
     *
     * @param unit of frames that name none
     */
    ShownNumber(ProtocolSettings settings, WeightUnit unit) {
        this.unit = unit;
        long divisor = settings.whole(Setting.DIVISOR);
        for (int places = 0; places <= MOST_DECIMALS; places++, divisor *= 10) {
            dividedBy[places] = divisor;
        }
        String override = settings.word(Setting.DECIMALS);
        decimals = override.equals("frame") ? FROM_FRAME : Integer.parseInt(override);
    }

    /** Whether the registry says how many decimals there are, whatever the frame says. */
    boolean knowsDecimals() {
        return decimals != FROM_FRAME;
    }

    /** The weight of a number in the unit of the settings. */
    Weight weight(TextNumber number) {
        return weight(number, unit);
    }

    /** The weight of a number in the unit that its frame names. */
    Weight weight(TextNumber number, WeightUnit named) {
        return Weight.ofGrams(grams(number.negative(), number.digits(), number.decimals(), named));
    }

    /** The grams of a displayed number in the unit of the settings. */
    long grams(boolean negative, long digits, int frameDecimals) {
        return grams(negative, digits, frameDecimals, unit);
    }

    /**
     * The grams of a displayed number. What is no whole number of grams is rounded half up, by its size without the sign,
     * as the display shows it: 0.5 g is 1 g, −0.5 g is −1 g.
     *
     * @param digits the figures on the display without point and sign, at most ten
     * @param frameDecimals how many of them the frame calls decimals, 0 to 5
     */
    long grams(boolean negative, long digits, int frameDecimals, WeightUnit named) {
        long divisor = dividedBy[decimals == FROM_FRAME ? frameDecimals : decimals] * named.gramsDividedBy;
        long product = digits * named.gramsTimes;
        long grams = product / divisor;
        if (product % divisor * 2 >= divisor) {
            grams++;
        }
        return negative ? -grams : grams;
    }
}
