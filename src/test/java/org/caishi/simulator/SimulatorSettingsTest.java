/** The simulated services send payers back to the product and nowhere else. */
package org.caishi.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorSettingsTest {
    private final SimulatorSettings settings = new SimulatorSettings(
            Path.of("simulator"), URI.create("http://127.0.0.1:8080"), URI.create("https://market.example"), 1000, 10);

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080/q/x", "https://market.example/q/x?a=b", "http://192.168.1.9:8080/q/x"})
    void aPayerIsSentBackToTheProduct(String address) {
        assertThat(settings.isOwnSite(address, "192.168.1.9:8080")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/q/x",
                "https://market.example@elsewhere.example/",
                "https://market.example.elsewhere.example/",
                "https://market.example:444/q/x",
                "//market.example/q/x",
                "javascript:alert(1)",
                "ftp://market.example/q/x",
                "/q/x",
                "",
                "http://[",
            })
    void toNobodyElse(String address) {
        assertThat(settings.isOwnSite(address, "192.168.1.9:8080")).isFalse();
    }

    @Test
    void withoutAHostTheSettingsDecide() {
        assertThat(settings.isOwnSite("https://market.example/q/x", null)).isTrue();
        assertThat(settings.isOwnSite("http://192.168.1.9:8080/q/x", null)).isFalse();
    }
}
