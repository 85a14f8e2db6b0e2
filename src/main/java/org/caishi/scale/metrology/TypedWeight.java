/** Reads what people type for a weight: a unit with three decimals at most, as whole thousandths. */
package org.caishi.scale.metrology;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.caishi.platform.BadInput;
import org.caishi.units.Weight;

final class TypedWeight {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}(\\.\\d{1,3})?");

    private TypedWeight() {}

    static Weight kilograms(String text) {
        return Weight.ofGrams(thousandths(text));
    }

    /** Grams as milligrams, kilograms as grams; nothing typed is 0. */
    static long thousandthsOrNone(String text) {
        return text.isBlank() ? 0 : thousandths(text);
    }

    /** The form in which a number of thousandths is typed again; empty for 0. */
    static String typed(long thousandths) {
        return thousandths == 0
                ? ""
                : BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
    }

    private static long thousandths(String text) {
        String number = text.strip();
        if (!NUMBER.matcher(number).matches()) {
            throw new BadInput("metrology.weight.unreadable", number.length() > 20 ? number.substring(0, 20) : number);
        }
        return new BigDecimal(number).movePointRight(3).longValueExact();
    }
}
