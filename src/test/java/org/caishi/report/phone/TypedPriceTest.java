/** What a vendor types as a price becomes exactly that price, or is refused with words that help. */
package org.caishi.report.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.caishi.report.phone.TypedPrice.Price;
import org.caishi.report.phone.TypedPrice.Refused;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedPriceTest {
    @ParameterizedTest
    @CsvSource({
        "12.5, KG, 1250",
        "12.50, KG, 1250",
        "12.500, KG, 1250",
        "0.01, KG, 1",
        ".5, KG, 50",
        "3., KG, 300",
        "99999.99, KG, 9999999",
        "6.41, JIN, 1282",
        "0.01, JIN, 2",
        "49999.99, JIN, 9999998",
        "１２．５０, KG, 1250",
        "12。5, KG, 1250",
        "' 8 ', JIN, 1600"
    })
    void whatCanBeReadIsExact(String typed, PriceUnit unit, long fenPerKilogram) {
        assertThat(TypedPrice.of(typed, unit)).isEqualTo(new Price(UnitPrice.ofFenPerKilogram(fenPerKilogram)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', KG, empty",
        "'  ', JIN, empty",
        "abc, KG, number",
        "1e5, KG, number",
        "12.5.0, KG, number",
        "'1,200', KG, number",
        "-1, KG, positive",
        "0, KG, positive",
        "0.00, JIN, positive",
        "1.234, KG, decimals",
        "6.405, JIN, decimals",
        "100000, KG, high.kg",
        "50000, JIN, high.jin",
        "49999.995, JIN, decimals",
        "123456789012345, KG, number",
        "., KG, number"
    })
    void whatCannotIsRefusedWithItsReason(String typed, PriceUnit unit, String reason) {
        assertThat(TypedPrice.of(typed, unit)).isEqualTo(new Refused("vendor.prices.refused." + reason));
    }
}
