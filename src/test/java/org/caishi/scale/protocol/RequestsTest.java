/** What tills send to scales that speak only when asked, byte by byte. */
package org.caishi.scale.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.Poll;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    @Test
    void anEcrScaleIsAskedInSingleBytes() {
        assertThat(hex(EcrRequest.READY.bytes())).isEqualTo("05");
        assertThat(hex(EcrRequest.WEIGHT.bytes())).isEqualTo("11");
        assertThat(hex(EcrRequest.PRICED.bytes())).isEqualTo("12");
    }

    @Test
    void aDialogScaleIsToldThePriceFirst() {
        UnitPrice price = UnitPrice.ofFenPerKilogram(2560);
        assertThat(hex(Dialog06Request.price(price))).isEqualTo("04 02 30 31 1B 30 30 32 35 36 30 1B 03");
        assertThat(hex(Dialog06Request.priceAndTare(price, Weight.ofGrams(12))))
                .isEqualTo("04 02 30 33 1B 30 30 32 35 36 30 1B 30 30 31 32 03");
        assertThat(hex(Dialog06Request.ask())).isEqualTo("04 05");
        assertThat(hex(Dialog06Request.status())).isEqualTo("04 02 30 38 03");
        assertThat(hex(Dialog06Request.taken())).isEqualTo("04");
    }

    @Test
    void whatADialogScaleCannotShowIsNotSent() {
        UnitPrice most = UnitPrice.ofFenPerKilogram(999_999);
        assertThat(Dialog06Request.price(most)).hasSize(13);
        assertThatThrownBy(() -> Dialog06Request.price(UnitPrice.ofFenPerKilogram(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Dialog06Request.priceAndTare(most, Weight.ofGrams(10_000)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Dialog06Request.priceAndTare(most, Weight.ofGrams(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pollsAreTheProtocolsOwnQuestions() {
        assertThat(poll("ecr", Map.of())).isEqualTo("05");
        assertThat(poll("dialog06", Map.of("priceFen", "2560"))).isEqualTo("04 02 30 31 1B 30 30 32 35 36 30 1B 03");
        assertThat(poll("sma", Map.of())).isEqualTo("0A 57 0D");
        assertThat(poll("nci", Map.of())).isEqualTo("57 0D");
        assertThat(poll("modbus", Map.of())).isEqualTo("01 03 00 00 00 02 C4 0B");
        assertThat(poll("modbus", Map.of("station", "17", "function", "4", "address", "107", "registers", "3")))
                .isEqualTo("11 04 00 6B 00 03 C3 47");
        assertThat(poll("modbus", Map.of("framing", "tcp", "station", "2", "type", "int16")))
                .isEqualTo("00 01 00 00 00 06 02 03 00 00 00 01");
        assertThat(GoldenFrame.open("st-gs", Map.of()).poll()).isEmpty();
        assertThat(GoldenFrame.open("dialog06", Map.of()).poll()).isEmpty();
    }

    @Test
    void howOftenToAskIsASetting() {
        assertThat(GoldenFrame.open("sma", Map.of("pollMillis", "1000")).poll().map(Poll::every))
                .contains(Duration.ofSeconds(1));
    }

    private static String poll(String protocol, Map<String, String> settings) {
        return hex(GoldenFrame.open(protocol, settings)
                .poll()
                .orElseThrow()
                .request()
                .toArray());
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
