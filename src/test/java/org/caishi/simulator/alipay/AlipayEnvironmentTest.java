/** When the simulated Alipay is there and when it must not be. */
package org.caishi.simulator.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.caishi.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class AlipayEnvironmentTest {
    @TempDir
    Path data;

    @Test
    void theDemonstrationGetsEverySettingOfARealInstallation() {
        StandardEnvironment environment = prepared(Map.of("caishi.demo", "true", "server.port", "18123"));
        assertThat(environment.getProperty("caishi.alipay.server-url"))
                .isEqualTo("http://127.0.0.1:18123/simulator/alipay/gateway.do");
        assertThat(environment.getProperty("caishi.alipay.authorize-url"))
                .isEqualTo("http://127.0.0.1:18123/simulator/alipay");
        assertThat(environment.getProperty("caishi.alipay.app-id")).matches("2021\\d{12}");
        assertThat(environment.getProperty("caishi.alipay.seller-id")).matches("2088\\d{12}");
        assertThat(Path.of(environment.getRequiredProperty("caishi.alipay.app-private-key")))
                .isRegularFile();
        assertThat(Path.of(environment.getRequiredProperty("caishi.alipay.alipay-public-key")))
                .isRegularFile();
        assertThat(environment.getProperty("caishi.alipay.notify-url")).isNull();
        assertThat(environment.getProperty("caishi.simulator.alipay")).isEqualTo("true");
        assertThat(prepared(Map.of("caishi.demo", "true")).getProperty("caishi.alipay.app-id"))
                .as("the same merchant after a restart")
                .isEqualTo(environment.getProperty("caishi.alipay.app-id"));
    }

    @Test
    void withoutTheDemonstrationThereIsNoSimulator() {
        assertThat(prepared(Map.of()).getProperty("caishi.simulator.alipay")).isNull();
        assertThat(prepared(Map.of("caishi.demo", "true", "caishi.simulator.alipay", "false"))
                        .getProperty("caishi.alipay.app-id"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"server-url", "authorize-url", "app-id", "seller-id", "app-private-key", "alipay-public-key"})
    void oneRealSettingKeepsTheSimulatorOut(String name) {
        Map<String, Object> given = Map.of("caishi.demo", "true", "caishi.alipay." + name, "https://real.example");
        assertThat(prepared(given).getProperty("caishi.simulator.alipay")).isNull();
        Map<String, Object> both = new HashMap<>(given);
        both.put("caishi.simulator.alipay", "true");
        assertThatThrownBy(() -> prepared(both))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("caishi.alipay." + name);
        assertThatThrownBy(() -> prepared(Map.of("caishi.simulator.alipay", "true")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("CAISHI_DEMO");
    }

    private StandardEnvironment prepared(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> all = new HashMap<>(properties);
        all.put("caishi.data", data.toString());
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        new AlipayEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
