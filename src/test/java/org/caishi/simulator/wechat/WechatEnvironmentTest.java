/** When the simulator is there and when it must not be; what it keeps across a restart. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caishi.platform.StartRefused;
import org.caishi.simulator.SimulatorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class WechatEnvironmentTest {
    @TempDir
    Path data;

    @Test
    void theDemonstrationGetsEverySettingOfARealInstallation() {
        StandardEnvironment environment = prepared(Map.of("caishi.demo", "true", "server.port", "18123"));
        assertThat(environment.getProperty("caishi.wechat.base-url"))
                .isEqualTo("http://127.0.0.1:18123/simulator/wechat");
        assertThat(environment.getProperty("caishi.wechat.authorize-url"))
                .isEqualTo("http://127.0.0.1:18123/simulator/wechat");
        assertThat(environment.getProperty("caishi.wechat.openapi-url"))
                .isEqualTo("http://127.0.0.1:18123/simulator/wechat");
        assertThat(environment.getProperty("caishi.wechat.sp-mchid")).matches("\\d{10}");
        assertThat(environment.getProperty("caishi.wechat.sp-appid")).matches("wx[0-9a-f]{16}");
        assertThat(environment.getProperty("caishi.wechat.app-secret")).hasSize(32);
        assertThat(environment.getProperty("caishi.wechat.api-v3-key")).hasSize(32);
        assertThat(environment.getProperty("caishi.wechat.merchant-serial")).matches("[0-9A-F]{40}");
        assertThat(environment.getProperty("caishi.wechat.public-key-id")).startsWith("PUB_KEY_ID_");
        assertThat(environment.getProperty("caishi.wechat.notify-url")).isNull();
        assertThat(environment.getProperty("caishi.simulator.wechat")).isEqualTo("true");
    }

    @Test
    void theAddressCanBeGivenLater() {
        StandardEnvironment environment = prepared(Map.of("caishi.demo", "true"));
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("later", Map.of("caishi.simulator.base-url", "http://127.0.0.1:1")));
        assertThat(environment.getProperty("caishi.wechat.base-url")).isEqualTo("http://127.0.0.1:1/simulator/wechat");
    }

    @Test
    void thePagesAddressIsThePublicOne() {
        StandardEnvironment environment =
                prepared(Map.of("caishi.demo", "true", "caishi.public-url", "http://192.168.1.2:8080"));
        assertThat(environment.getProperty("caishi.wechat.authorize-url"))
                .isEqualTo("http://192.168.1.2:8080/simulator/wechat");
        assertThat(SimulatorSettings.of(environment).publicUrl()).isEqualTo(URI.create("http://192.168.1.2:8080"));
    }

    @Test
    void theKeysAreMadeOnceAndReadByTheirOwnerOnly() throws IOException {
        String mchid = prepared(Map.of("caishi.demo", "true")).getProperty("caishi.wechat.sp-mchid");
        StandardEnvironment again = prepared(Map.of("caishi.demo", "true"));
        assertThat(again.getProperty("caishi.wechat.sp-mchid")).isEqualTo(mchid);
        assertThat(Path.of(again.getRequiredProperty("caishi.wechat.merchant-private-key")))
                .exists();
        try (Stream<Path> files = Files.list(data.resolve("simulator"))) {
            assertThat(files)
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void withoutTheDemonstrationThereIsNothing() {
        StandardEnvironment environment = prepared(Map.of());
        assertThat(environment.getProperty("caishi.wechat.base-url")).isNull();
        assertThat(data.resolve("simulator")).doesNotExist();
    }

    @Test
    void oneSettingOfOnesOwnKeepsItOutAndABlankOneDoesNot() {
        StandardEnvironment own = prepared(Map.of("caishi.demo", "true", "caishi.wechat.sp-mchid", "1600000001"));
        assertThat(own.getProperty("caishi.simulator.wechat")).isNull();
        assertThat(own.getProperty("caishi.wechat.base-url")).isNull();
        StandardEnvironment blank = prepared(Map.of("caishi.demo", "true", "caishi.wechat.sp-mchid", ""));
        assertThat(blank.getProperty("caishi.wechat.sp-mchid")).isNotBlank();
    }

    @Test
    void itCannotBeForcedTogetherWithRealKeys() {
        Map<String, Object> forced = Map.of(
                "caishi.demo", "true", "caishi.simulator.wechat", "true", "caishi.wechat.api-v3-key", "secret-of-ours");
        assertThatThrownBy(() -> prepared(forced))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("caishi.wechat.api-v3-key")
                .hasMessageNotContaining("secret-of-ours");
        assertThatThrownBy(() -> prepared(Map.of("caishi.simulator.wechat", "true")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("CAISHI_DEMO");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theRefusalIsSaidAtTheStart(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThatThrownBy(() -> application.run("--caishi.simulator.wechat=true", "--caishi.demo=false"))
                .isInstanceOf(StartRefused.class);
        assertThat(output)
                .contains("caishi.simulator.wechat=true is for the demonstration only")
                .doesNotContain("\tat ");
    }

    @Test
    void ordersAndUnacknowledgedNoticesSurviveARestart() throws Exception {
        int merchantPort = RunningSimulator.freePort();
        String waiting = RunningSimulator.newNumber();
        String unheard;
        try (RunningSimulator before = new RunningSimulator(data, RunningSimulator.merchantServer(merchantPort))) {
            before.answerWith(500);
            before.jsapi().prepay(before.order(waiting, 700));
            unheard = before.paidOrder(800, "{\"loss\":true,\"attempts\":99}");
        }
        HttpServer merchant = RunningSimulator.merchantServer(merchantPort);
        try (RunningSimulator after = new RunningSimulator(data, merchant)) {
            assertThat(after.get("/control/transactions/" + waiting).body())
                    .contains("\"state\":\"NOTPAY\"", "\"amountFen\":700");
            await().untilAsserted(() -> assertThat(after.inbox).isNotEmpty());
            List<String> told = after.inbox.stream()
                    .map(notice -> after.parser().parse(notice.param(), Transaction.class))
                    .map(Transaction::getOutTradeNo)
                    .toList();
            assertThat(told).containsOnly(unheard);
        }
    }

    @Test
    void theOldestFinishedOrdersGoWhenThereAreTooMany() throws Exception {
        try (RunningSimulator small = new RunningSimulator(data, "--caishi.simulator.transactions=3")) {
            String open = RunningSimulator.newNumber();
            small.jsapi().prepay(small.order(open, 100));
            String first = small.paidOrder(100, "{}");
            String second = small.paidOrder(100, "{}");
            String third = small.paidOrder(100, "{}");
            WechatTransactions book = small.context.getBean(WechatTransactions.class);
            assertThat(book.all().map(order -> order.order().outTradeNo()))
                    .containsExactlyInAnyOrder(open, second, third);
            assertThat(small.get("/control/transactions/" + first).statusCode()).isEqualTo(404);
        }
    }

    static class Nothing {}

    private StandardEnvironment prepared(Map<String, Object> given) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("data", Map.of("caishi.data", data.toString())));
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        new WechatEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
