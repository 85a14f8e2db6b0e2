/** A weight that a frame writes as text: a number, then perhaps its unit. */
package org.caishi.scale.protocol;

import org.caishi.scale.Rejection;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/** One a decoder, read again for each frame. */
final class TextWeight {
    private final ShownNumber shown;
    private final TextNumber number = new TextNumber();
    /** How many letters the unit has. */
    private int letters;

    private @Nullable WeightUnit unit;
    private Rejection fault = Rejection.FRAME;

    TextWeight(ShownNumber shown) {
        this.shown = shown;
    }

    /**
     * Reads {@code - 0.50 kg}, {@code 000.000KG} or {@code 100.00}; a unit is parted from its number by blanks or by
     * nothing. Null when this is no number, or its unit is not known here: a unit is never guessed.
     */
    @Nullable Weight read(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        int unitFrom = end;
        while (unitFrom > from && Octets.isLetter(bytes[unitFrom - 1])) {
            unitFrom--;
        }
        unit = null;
        fault = Rejection.FRAME;
        if (!number.read(bytes, from, unitFrom)) {
            return null;
        }
        letters = end - unitFrom;
        if (letters == 0) {
            return shown.weight(number);
        }
        fault = Rejection.UNIT;
        unit = WeightUnit.named(bytes, unitFrom, end);
        return unit == null ? null : shown.weight(number, unit);
    }

    /** How many letters the unit of the weight that was read last has; 0 when its frame names none. */
    int letters() {
        return letters;
    }

    /** The unit that the frame named; null when it named none. */
    @Nullable WeightUnit unit() {
        return unit;
    }

    /** Why there was no weight. */
    Rejection fault() {
        return fault;
    }
}
