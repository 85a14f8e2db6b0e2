/** What scales that speak only when asked are sent. */
package org.caishi.scale.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollsTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    @Test
    void theSixRequestsToAYaohuaIndicatorAreTheManuals() {
        YaohuaRequests toA = new YaohuaRequests('A');
        assertThat(HEX.formatHex(toA.handshake())).isEqualTo("02 41 41 30 30 03");
        assertThat(HEX.formatHex(toA.gross())).isEqualTo("02 41 42 30 33 03");
        assertThat(HEX.formatHex(toA.tare())).isEqualTo("02 41 43 30 32 03");
        assertThat(HEX.formatHex(toA.net())).isEqualTo("02 41 44 30 35 03");
        assertThat(HEX.formatHex(toA.price())).isEqualTo("02 41 45 30 34 03");
        assertThat(HEX.formatHex(toA.amount())).isEqualTo("02 41 46 30 37 03");
        assertThat(HEX.formatHex(new YaohuaRequests('Z').handshake())).isEqualTo("02 5A 41 31 42 03");
    }

    @Test
    void thereAreTwentySixAddresses() {
        assertThatThrownBy(() -> new YaohuaRequests('a')).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new YaohuaRequests('[')).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "yaohua-command, '02 41 44 30 35 03'",
        "toledo-8217,    57",
        "mt-sics,        '53 49 0D 0A'",
    })
    void aPolledScaleIsAskedForItsWeight(String protocol, String request) {
        assertThat(poll(protocol, Map.of()).request().toArray()).isEqualTo(HEX.parseHex(request));
        assertThat(poll(protocol, Map.of()).every()).isEqualTo(Duration.ofMillis(300));
        assertThat(poll(protocol, Map.of("pollMillis", "1000")).every()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void onASharedLineItsOwnAddressIsAsked() {
        Poll poll = poll("yaohua-command", Map.of("address", "C"));
        assertThat(poll.request().toArray()).isEqualTo(new YaohuaRequests('C').net());
    }

    @Test
    void aScaleThatSendsAllTheTimeIsNotAsked() {
        assertThat(GoldenFrame.open("yaohua-tf0", Map.of()).poll()).isEmpty();
        assertThat(GoldenFrame.open("toledo-continuous", Map.of()).poll()).isEmpty();
    }

    private static Poll poll(String protocol, Map<String, String> settings) {
        return GoldenFrame.open(protocol, settings).poll().orElseThrow();
    }
}
