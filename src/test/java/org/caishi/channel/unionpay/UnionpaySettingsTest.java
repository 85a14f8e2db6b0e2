/** UnionPay is there when it is set up, not there when it is not, and half set up stops the start with one line. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.Scene;
import org.caishi.platform.StartRefused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class UnionpaySettingsTest {
    private static final String PUBLIC_URL = "https://market.example";

    @TempDir
    static Path folder;

    private static Path privateKey;
    private static Path publicKeys;

    private final Map<String, Object> environment = new HashMap<>();

    @BeforeAll
    static void writeKeys() throws IOException {
        privateKey = Files.writeString(
                folder.resolve("merchant.pem"), pem("PRIVATE KEY", TestUnionpay.MERCHANT.getPrivate()));
        publicKeys = Files.writeString(
                folder.resolve("platform.pem"),
                pem("PUBLIC KEY", TestUnionpay.PLATFORM.getPublic()) + TestUnionpay.resource("platform-public.pem"));
    }

    @BeforeEach
    void complete() {
        environment.put("CAISHI_UNIONPAY_BASE_URL", "https://acquirer.example/");
        environment.put("CAISHI_UNIONPAY_MERCHANT_ID", TestUnionpay.MERCHANT_ID);
        environment.put("CAISHI_UNIONPAY_CERT_ID", "69026276696");
        environment.put("CAISHI_UNIONPAY_PRIVATE_KEY", privateKey.toString());
        environment.put("CAISHI_UNIONPAY_PUBLIC_KEY", publicKeys.toString());
    }

    /** Just the channels, without a database. */
    @Import({UnionpayConfiguration.class, Channels.class})
    static class Product {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Test
    void everyVariableOfTheContractBinds() {
        environment.put("CAISHI_UNIONPAY_NOTIFY_URL", "https://elsewhere.example/n");
        environment.put("CAISHI_UNIONPAY_AUTHORIZE_URL", "http://127.0.0.1:9/a/");
        environment.put("CAISHI_UNIONPAY_ACQUIRER_IIN", "48921234");
        environment.put("CAISHI_UNIONPAY_FORWARDER_IIN", "00010000");
        environment.put("CAISHI_UNIONPAY_MERCHANT_CATEGORY", "5411");
        environment.put("CAISHI_UNIONPAY_MERCHANT_NAME", "FOOD MARKET");
        environment.put("CAISHI_UNIONPAY_MERCHANT_CITY", "OLD TOWN");
        UnionpayContract contract = settings().contract(PUBLIC_URL);
        assertThat(contract.baseUrl()).isEqualTo(URI.create("https://acquirer.example"));
        assertThat(contract.merchantId()).isEqualTo(TestUnionpay.MERCHANT_ID);
        assertThat(contract.certId()).isEqualTo("69026276696");
        assertThat(contract.merchantKey()).isEqualTo(TestUnionpay.MERCHANT.getPrivate());
        assertThat(contract.platformKeys()).hasSize(2).startsWith(TestUnionpay.PLATFORM.getPublic());
        assertThat(contract.notifyUrl()).isEqualTo(URI.create("https://elsewhere.example/n"));
        assertThat(contract.authorizeUrl()).isEqualTo(URI.create("http://127.0.0.1:9/a"));
        assertThat(contract.emv()).contains(new EmvMerchant("48921234", "00010000", "5411", "FOOD MARKET", "OLD TOWN"));
    }

    @Test
    void theRestHasDefaults() {
        UnionpayContract contract = settings().contract(PUBLIC_URL + "/");
        assertThat(contract.notifyUrl()).isEqualTo(URI.create("https://market.example/notify/unionpay"));
        assertThat(contract.authorizeUrl()).isEqualTo(URI.create("https://qr.95516.com"));
        assertThat(contract.resultUrl()).isEqualTo(URI.create("https://market.example/q/orders"));
        assertThat(contract.emv()).isEmpty();
        assertThat(new UnionpayChannel(contract, Clock.systemUTC()).scenes())
                .containsExactlyInAnyOrder(Scene.JSAPI, Scene.NATIVE, Scene.CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BASE_URL", "MERCHANT_ID", "CERT_ID", "PRIVATE_KEY", "PUBLIC_KEY"})
    void whatIsMissingIsNamed(String name) {
        environment.put("CAISHI_UNIONPAY_" + name, " ");
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .isInstanceOf(StartRefused.class)
                .hasMessage("UnionPay is set up in part only, missing: CAISHI_UNIONPAY_" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "BASE_URL, ftp://acquirer.example",
        "BASE_URL, https://acquirer.example?x=1",
        "NOTIFY_URL, nowhere",
        "AUTHORIZE_URL, //x",
        "MERCHANT_ID, 777 290",
        "CERT_ID, '6;9'",
        "PRIVATE_KEY, no-such-file.pem",
        "PUBLIC_KEY, no-such-file.pem",
        "ACQUIRER_IIN, 4892",
        "MERCHANT_CATEGORY, 54"
    })
    void whatCannotBeIsNamedWithItsVariable(String name, String value) {
        environment.put("CAISHI_UNIONPAY_" + name, value);
        if (name.equals("MERCHANT_CATEGORY")) {
            environment.put("CAISHI_UNIONPAY_ACQUIRER_IIN", "48921234");
        }
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("CAISHI_UNIONPAY_" + name + ":");
    }

    @Test
    void codesForWalletsFromAbroadNeedANameInLatinLetters() {
        environment.put("CAISHI_UNIONPAY_ACQUIRER_IIN", "48921234");
        environment.put("CAISHI_UNIONPAY_MERCHANT_CITY", "OLD TOWN");
        environment.put("CAISHI_UNIONPAY_MERCHANT_NAME", "老城菜市");
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("CAISHI_UNIONPAY_MERCHANT_NAME:");
    }

    @Test
    void aFileWithoutAKeyIsSaidAndNotQuoted() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "my-secret-notes");
        for (String name : new String[] {"PRIVATE_KEY", "PUBLIC_KEY"}) {
            complete();
            environment.put("CAISHI_UNIONPAY_" + name, wrong.toString());
            assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("CAISHI_UNIONPAY_" + name + ":")
                    .hasMessageNotContaining("my-secret-notes")
                    .hasNoCause();
        }
    }

    @Test
    void withSettingsTheChannelIsThereAndWithoutItIsNot() {
        try (ConfigurableApplicationContext product = product(environment)) {
            assertThat(product.getBean(Channels.class).own(ChannelName.UNIONPAY).map(PaymentChannel::name))
                    .contains(ChannelName.UNIONPAY);
        }
        try (ConfigurableApplicationContext product = product(Map.of())) {
            assertThat(product.getBean(Channels.class).own(ChannelName.UNIONPAY))
                    .isEmpty();
        }
        Map<String, Object> half = Map.of("CAISHI_UNIONPAY_ACQUIRER_IIN", "48921234");
        assertThatThrownBy(() -> product(half)).rootCause().isInstanceOf(StartRefused.class);
    }

    @Test
    void nothingSecretIsInItsWords() {
        assertThat(settings().toString() + settings().contract(PUBLIC_URL))
                .contains(TestUnionpay.MERCHANT_ID)
                .doesNotContain(privateKey.toString(), "RSA");
    }

    private UnionpaySettings settings() {
        StandardEnvironment standard = new StandardEnvironment();
        standard.getPropertySources().addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
        return Binder.get(standard)
                .bind(UnionpaySettings.PREFIX, UnionpaySettings.class)
                .get();
    }

    private static ConfigurableApplicationContext product(Map<String, Object> variables) {
        SpringApplication application = new SpringApplication(Product.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        StandardEnvironment standard = new StandardEnvironment();
        standard.getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource("systemEnvironment", variables));
        application.setEnvironment(standard);
        return application.run(
                "--spring.config.location=optional:file:./no-such-folder/",
                "--spring.main.banner-mode=off",
                "--caishi.demo=false",
                "--caishi.public-url=" + PUBLIC_URL);
    }

    private static String pem(String kind, Key key) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + kind
                + "-----\n";
    }
}
