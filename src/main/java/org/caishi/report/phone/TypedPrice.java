/** What a vendor typed as a price: a price, or the reason why it is none. */
package org.caishi.report.phone;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.caishi.units.UnitPrice;

sealed interface TypedPrice {
    record Price(UnitPrice price) implements TypedPrice {}

    /** @param messageKey says what to do instead */
    record Refused(String messageKey) implements TypedPrice {}

    /** ¥99,999.99 per kilogram: what scales and hot keys can show. */
    BigDecimal HIGHEST = new BigDecimal("99999.99");

    Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{0,12})?|-?\\.\\d{1,12}");
    int DECIMALS = 2;

    /** Reads yuan per unit; full-width digits and a Chinese full stop, as Chinese keyboards type them, count as such. */
    static TypedPrice of(String typed, PriceUnit unit) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replace('。', '.')
                .strip();
        if (text.isEmpty()) {
            return new Refused("vendor.prices.refused.empty");
        }
        if (!NUMBER.matcher(text).matches()) {
            return new Refused("vendor.prices.refused.number");
        }
        BigDecimal yuan = new BigDecimal(text);
        if (yuan.signum() <= 0) {
            return new Refused("vendor.prices.refused.positive");
        }
        if (yuan.stripTrailingZeros().scale() > DECIMALS) {
            return new Refused("vendor.prices.refused.decimals");
        }
        BigDecimal perKilogram = yuan.multiply(BigDecimal.valueOf(unit.perKilogram()));
        if (perKilogram.compareTo(HIGHEST) > 0) {
            return new Refused("vendor.prices.refused.high." + unit.key());
        }
        return new Price(
                UnitPrice.ofFenPerKilogram(perKilogram.movePointRight(DECIMALS).longValueExact()));
    }
}
