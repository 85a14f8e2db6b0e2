/** What a vendor typed as a weight: a weight in whole grams, or the reason why it is none. */
package org.caishi.report.phone;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.caishi.units.Weight;

sealed interface TypedWeight {
    record Typed(Weight weight) implements TypedWeight {}

    /** @param messageKey says what to do instead */
    record Refused(String messageKey) implements TypedWeight {}

    Pattern NUMBER = Pattern.compile("\\d{1,7}(\\.\\d{0,6})?|\\.\\d{1,6}");

    /**
     * Reads a number of kilograms or 斤; full-width digits and a Chinese full stop count as such. Half a gram, which 斤 with
     * three decimals can say, is rounded up.
     */
    static TypedWeight of(String typed, PriceUnit unit) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replace('。', '.')
                .strip();
        if (text.isEmpty()) {
            return new Refused("vendor.hand.weight.empty");
        }
        if (!NUMBER.matcher(text).matches()) {
            return new Refused("vendor.hand.weight.number");
        }
        BigDecimal grams = new BigDecimal(text).multiply(BigDecimal.valueOf(1000L / unit.perKilogram()));
        return new Typed(Weight.ofGrams(grams.setScale(0, RoundingMode.HALF_UP).longValueExact()));
    }
}
