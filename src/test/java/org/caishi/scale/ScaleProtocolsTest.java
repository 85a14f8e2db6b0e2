/** The registry of protocols and its answers to settings that people type. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleProtocolsTest {
    private final ScaleProtocol yaohua = ScaleProtocols.find("yaohua-tf0").orElseThrow();

    @Test
    void namesAreFoundExactly() {
        assertThat(ScaleProtocols.all())
                .extracting(ScaleProtocol::name)
                .contains("yaohua-tf0", "caishi-json")
                .doesNotHaveDuplicates();
        assertThat(ScaleProtocols.find("Yaohua-TF0")).isEmpty();
    }

    @Test
    void everyDefaultIsAllowed() {
        for (ScaleProtocol protocol : ScaleProtocols.all()) {
            assertThat(protocol.settings()).allMatch(setting -> setting.allows(setting.defaultValue()));
            assertThat(protocol.open(Map.of())).isInstanceOf(ScaleProtocol.Opening.Opened.class);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            unit,     stone,   `unknown value stone for unit; allowed: kg, g, jin, lb`
            unit,     KG,      `unknown value KG for unit; allowed: kg, g, jin, lb`
            bits,     9,       `unknown value 9 for bits; allowed: 8, 7`
            divisor,  0,       `unknown value 0 for divisor; allowed: 1 to 1000000`
            divisor,  1000001, `unknown value 1000001 for divisor; allowed: 1 to 1000000`
            divisor,  99999999999999999999, `unknown value 99999999999999999999 for divisor; allowed: 1 to 1000000`
            divisor,  -1,      `unknown value -1 for divisor; allowed: 1 to 1000000`
            divisor,  ``,      `unknown value  for divisor; allowed: 1 to 1000000`
            decimals, 6,       `unknown value 6 for decimals; allowed: frame, 0, 1, 2, 3, 4, 5`
            parity,   even,    `unknown setting parity; yaohua-tf0 has unit, bits, checksum, divisor, decimals`
            """)
    void aWrongSettingIsRefusedInWords(String setting, String value, String words) {
        assertThat(yaohua.open(Map.of(setting, value)))
                .isEqualTo(new ScaleProtocol.Opening.Refused(setting, value, words));
    }

    @Test
    void theLargestNumberWithTheFinestSettingsStaysExact() {
        ScaleDecoder decoder = GoldenFrame.open("yaohua-tf0", Map.of("unit", "lb", "decimals", "0"));
        byte[] nines = GoldenFrame.in("yaohua-tf0").stream()
                .filter(frame -> frame.name().equals("the largest number, negative"))
                .findFirst()
                .orElseThrow()
                .bytes();
        // 999999 × 453.59237 g = 453591916.40763 g
        assertThat(Heard.from(decoder, nines, 12).grams()).containsExactly(-453_591_916L);

        ScaleDecoder finest =
                GoldenFrame.open("yaohua-tf0", Map.of("unit", "lb", "decimals", "5", "divisor", "1000000"));
        assertThat(Heard.from(finest, nines, 12).grams()).containsExactly(0L);
    }
}
