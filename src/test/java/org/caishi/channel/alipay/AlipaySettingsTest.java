/** Alipay is there when it is set up, not there when it is not, and half set up stops the start with one line. */
package org.caishi.channel.alipay;

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
import java.util.List;
import java.util.Map;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.PaymentChannel;
import org.caishi.platform.StartRefused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

@ExtendWith(OutputCaptureExtension.class)
class AlipaySettingsTest {
    private static final String PUBLIC_URL = "https://market.example";

    @TempDir
    static Path folder;

    private static Path privateKey;
    private static Path publicKey;

    private final Map<String, Object> environment = new HashMap<>();

    @BeforeAll
    static void writeKeys() throws IOException {
        privateKey = Files.writeString(folder.resolve("app.pem"), pem("PRIVATE KEY", TestAlipay.APP.getPrivate()));
        publicKey = Files.writeString(folder.resolve("alipay.pem"), pem("PUBLIC KEY", TestAlipay.PLATFORM.getPublic()));
    }

    @BeforeEach
    void complete() {
        environment.put("CAISHI_ALIPAY_APP_ID", TestAlipay.APP_ID);
        environment.put("CAISHI_ALIPAY_SELLER_ID", TestAlipay.SELLER);
        environment.put("CAISHI_ALIPAY_APP_PRIVATE_KEY", privateKey.toString());
        environment.put("CAISHI_ALIPAY_ALIPAY_PUBLIC_KEY", publicKey.toString());
    }

    /** Just the channels, without a database. */
    @Import({AlipayConfiguration.class, Channels.class})
    static class Product {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Test
    void everyVariableOfTheContractBinds() {
        environment.put("CAISHI_ALIPAY_SERVER_URL", "http://127.0.0.1:9/simulator/alipay/gateway.do");
        environment.put("CAISHI_ALIPAY_NOTIFY_URL", "https://elsewhere.example/n");
        environment.put("CAISHI_ALIPAY_AUTHORIZE_URL", "http://127.0.0.1:9/a/");
        AlipayContract contract = settings().contract(PUBLIC_URL);
        assertThat(contract.appId()).isEqualTo(TestAlipay.APP_ID);
        assertThat(contract.sellerId()).isEqualTo(TestAlipay.SELLER);
        assertThat(contract.appPrivateKey()).isEqualTo(TestAlipay.APP.getPrivate());
        assertThat(contract.alipayPublicKeys()).isEqualTo(List.of(TestAlipay.PLATFORM.getPublic()));
        assertThat(contract.serverUrl()).isEqualTo(URI.create("http://127.0.0.1:9/simulator/alipay/gateway.do"));
        assertThat(contract.notifyUrl()).isEqualTo(URI.create("https://elsewhere.example/n"));
        assertThat(contract.authorizeUrl()).isEqualTo(URI.create("http://127.0.0.1:9/a"));
    }

    @Test
    void theAddressesHaveTheRealOnesForDefaults() {
        AlipayContract contract = settings().contract(PUBLIC_URL + "/");
        assertThat(contract.serverUrl()).isEqualTo(URI.create("https://openapi.alipay.com/gateway.do"));
        assertThat(contract.notifyUrl()).isEqualTo(URI.create("https://market.example/notify/alipay"));
        assertThat(contract.authorizeUrl()).isEqualTo(URI.create("https://openauth.alipay.com"));
    }

    @Test
    void aKeyMayBeGivenAsItsText() {
        environment.put("CAISHI_ALIPAY_APP_PRIVATE_KEY", pem("PRIVATE KEY", TestAlipay.APP.getPrivate()));
        assertThat(settings().contract(PUBLIC_URL).appPrivateKey()).isEqualTo(TestAlipay.APP.getPrivate());
        environment.put("CAISHI_ALIPAY_APP_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .hasMessage("CAISHI_ALIPAY_APP_PRIVATE_KEY: no PEM private key")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"APP_ID", "SELLER_ID", "APP_PRIVATE_KEY", "ALIPAY_PUBLIC_KEY"})
    void aMissingOneIsNamed(String name) {
        environment.remove("CAISHI_ALIPAY_" + name);
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .isInstanceOf(StartRefused.class)
                .hasMessage("Alipay is set up in part only, missing: CAISHI_ALIPAY_" + name);
        environment.put("CAISHI_ALIPAY_" + name, " ");
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL)).hasMessageEndingWith("CAISHI_ALIPAY_" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_URL, ftp://host, 'CAISHI_ALIPAY_SERVER_URL: not an http(s) address without query: ftp://host'",
        "NOTIFY_URL, https://h/n?x=1, 'CAISHI_ALIPAY_NOTIFY_URL: not an http(s) address without query: https://h/n?x=1'",
        "AUTHORIZE_URL, a b, 'CAISHI_ALIPAY_AUTHORIZE_URL: not an http(s) address without query: a b'",
        "APP_PRIVATE_KEY, /no/such/file, 'CAISHI_ALIPAY_APP_PRIVATE_KEY: cannot read the file /no/such/file'",
        "ALIPAY_PUBLIC_KEY, /no/such/file, 'CAISHI_ALIPAY_ALIPAY_PUBLIC_KEY: cannot read the file /no/such/file'"
    })
    void aWrongOneIsNamedWithWhatIsWrong(String name, String value, String words) {
        environment.put("CAISHI_ALIPAY_" + name, value);
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL)).hasMessage(words);
    }

    @Test
    void aFileThatHoldsNoKeyIsNamedAndNotQuoted() throws IOException {
        Path file = Files.writeString(folder.resolve("half.pem"), "c2VjcmV0\n");
        environment.put("CAISHI_ALIPAY_ALIPAY_PUBLIC_KEY", file.toString());
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .hasMessage("CAISHI_ALIPAY_ALIPAY_PUBLIC_KEY: no PEM public key in " + file)
                .hasNoCause();
    }

    @Test
    void namesNoSecretWhenPrinted() {
        assertThat(settings().toString() + settings().contract(PUBLIC_URL))
                .contains(TestAlipay.APP_ID)
                .doesNotContain(privateKey.toString(), TestAlipay.SELLER);
    }

    @Test
    void withNoSettingThereIsNoChannelAndWithAllThereIs() {
        try (ConfigurableApplicationContext product = run()) {
            assertThat(product.getBean(Channels.class).configured(1)).containsExactly(ChannelName.ALIPAY);
        }
        environment.clear();
        try (ConfigurableApplicationContext product = run()) {
            assertThat(product.getBeansOfType(PaymentChannel.class)).isEmpty();
        }
    }

    @Test
    void halfASetStopsTheStartWithOneLine(CapturedOutput output) {
        environment.remove("CAISHI_ALIPAY_SELLER_ID");
        assertThatThrownBy(this::run).hasRootCauseInstanceOf(StartRefused.class);
        assertThat(output.getAll())
                .contains("\nAlipay is set up in part only, missing: CAISHI_ALIPAY_SELLER_ID\n")
                .doesNotContain("\tat org.springframework");
    }

    @Test
    void theSdkIsKeptFromWritingRequestsDown() throws IOException {
        PropertySource<?> yaml = new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .getFirst();
        assertThat(yaml.getProperty("logging.level.sdk.biz")).isEqualTo("off");
        assertThat(yaml.getProperty("logging.level.sdk.comm")).isEqualTo("off");
    }

    private AlipaySettings settings() {
        return Binder.get(environment())
                .bind(AlipaySettings.PREFIX, AlipaySettings.class)
                .get();
    }

    private ConfigurableApplicationContext run() {
        SpringApplication application = new SpringApplication(Product.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment());
        return application.run(
                "--spring.config.location=optional:file:./no-such-folder/",
                "--spring.main.banner-mode=off",
                "--caishi.demo=false",
                "--caishi.public-url=" + PUBLIC_URL);
    }

    /** The product's environment with our variables for those of this machine. */
    private StandardEnvironment environment() {
        StandardEnvironment standard = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        standard.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, environment));
        return standard;
    }

    private static String pem(String kind, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
