/** When the simulated UnionPay is there and when it must not be. */
package org.caishi.simulator.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.caishi.platform.StartRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class UnionpayEnvironmentTest {
    @TempDir
    Path data;

    @Test
    void theDemonstrationGetsEverySettingOfARealInstallation() {
        StandardEnvironment environment = prepared(Map.of("caishi.demo", "true", "server.port", "18123"));
        assertThat(environment.getProperty("caishi.unionpay.base-url"))
                .isEqualTo("http://127.0.0.1:18123/simulator/unionpay");
        assertThat(environment.getProperty("caishi.unionpay.authorize-url"))
                .isEqualTo("http://127.0.0.1:18123/simulator/unionpay");
        assertThat(environment.getProperty("caishi.unionpay.merchant-id")).matches("777\\d{12}");
        assertThat(environment.getProperty("caishi.unionpay.cert-id")).matches("\\d{10}");
        assertThat(environment.getProperty("caishi.unionpay.acquirer-iin")).matches("\\d{8}");
        assertThat(environment.getProperty("caishi.unionpay.notify-url")).isNull();
        assertThat(environment.getProperty("caishi.simulator.unionpay")).isEqualTo("true");
    }

    @Test
    void theKeysAreMadeOnceAndReadByTheirOwnerOnly() throws IOException {
        String merchant = prepared(Map.of("caishi.demo", "true")).getProperty("caishi.unionpay.merchant-id");
        assertThat(prepared(Map.of("caishi.demo", "true")).getProperty("caishi.unionpay.merchant-id"))
                .isEqualTo(merchant);
        try (Stream<Path> files = Files.list(data.resolve("simulator"))) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void withoutTheDemonstrationThereIsNothing() {
        assertThat(prepared(Map.of()).getProperty("caishi.unionpay.base-url")).isNull();
        assertThat(data.resolve("simulator")).doesNotExist();
    }

    @Test
    void oneSettingOfOnesOwnKeepsItOut() {
        StandardEnvironment own =
                prepared(Map.of("caishi.demo", "true", "caishi.unionpay.merchant-id", "777290058110048"));
        assertThat(own.getProperty("caishi.simulator.unionpay")).isNull();
        assertThat(own.getProperty("caishi.unionpay.base-url")).isNull();
    }

    @Test
    void itCannotBeForcedTogetherWithRealKeys() {
        Map<String, Object> forced = Map.of(
                "caishi.demo",
                "true",
                "caishi.simulator.unionpay",
                "true",
                "caishi.unionpay.private-key",
                "/keys/secret-of-ours.pem");
        assertThatThrownBy(() -> prepared(forced))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("caishi.unionpay.private-key")
                .hasMessageNotContaining("secret-of-ours");
        assertThatThrownBy(() -> prepared(Map.of("caishi.simulator.unionpay", "true")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("CAISHI_DEMO");
    }

    private StandardEnvironment prepared(Map<String, Object> given) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("data", Map.of("caishi.data", data.toString())));
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        new UnionpayEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
