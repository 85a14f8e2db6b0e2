/** WeChat Pay is there when it is set up, not there when it is not, and half set up stops the start with one line. */
package org.caishi.channel.wechat;

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
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

@ExtendWith(OutputCaptureExtension.class)
class WechatSettingsTest {
    private static final String PUBLIC_URL = "https://market.example";

    @TempDir
    static Path folder;

    private static Path privateKey;
    private static Path publicKey;

    private final Map<String, Object> environment = new HashMap<>();

    @BeforeAll
    static void writeKeys() throws IOException {
        privateKey = pem("merchant.pem", "PRIVATE KEY", TestWechat.MERCHANT.getPrivate());
        publicKey = pem("platform.pem", "PUBLIC KEY", TestWechat.PLATFORM.getPublic());
    }

    @BeforeEach
    void complete() {
        environment.put("CAISHI_WECHAT_SP_MCHID", TestWechat.MCHID);
        environment.put("CAISHI_WECHAT_SP_APPID", TestWechat.APPID);
        environment.put("CAISHI_WECHAT_APP_SECRET", TestWechat.SECRET);
        environment.put("CAISHI_WECHAT_MERCHANT_SERIAL", "5157F09E");
        environment.put("CAISHI_WECHAT_MERCHANT_PRIVATE_KEY", privateKey.toString());
        environment.put("CAISHI_WECHAT_API_V3_KEY", TestWechat.API_V3_KEY);
        environment.put("CAISHI_WECHAT_PUBLIC_KEY_ID", TestWechat.PUBLIC_KEY_ID);
        environment.put("CAISHI_WECHAT_PUBLIC_KEY", publicKey.toString());
    }

    /** Just the channels, without a database. */
    @Import({WechatConfiguration.class, Channels.class})
    static class Product {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    @Test
    void everyVariableOfTheContractBinds() {
        environment.put("CAISHI_WECHAT_BASE_URL", "http://127.0.0.1:9/simulator/wechat/");
        environment.put("CAISHI_WECHAT_NOTIFY_URL", "https://elsewhere.example/n");
        environment.put("CAISHI_WECHAT_AUTHORIZE_URL", "http://127.0.0.1:9/a");
        environment.put("CAISHI_WECHAT_OPENAPI_URL", "http://127.0.0.1:9/o");
        WechatContract contract = settings().contract(PUBLIC_URL);
        assertThat(contract.spMchid()).isEqualTo(TestWechat.MCHID);
        assertThat(contract.spAppid()).isEqualTo(TestWechat.APPID);
        assertThat(contract.appSecret()).isEqualTo(TestWechat.SECRET);
        assertThat(contract.merchantSerial()).isEqualTo("5157F09E");
        assertThat(contract.merchantKey()).isEqualTo(TestWechat.MERCHANT.getPrivate());
        assertThat(contract.apiV3Key()).isEqualTo(TestWechat.API_V3_KEY);
        assertThat(contract.platformKeys().ids()).containsExactly(TestWechat.PUBLIC_KEY_ID);
        assertThat(contract.platformKeys().newestKey()).isEqualTo(TestWechat.PLATFORM.getPublic());
        assertThat(contract.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:9/simulator/wechat"));
        assertThat(contract.notifyUrl()).isEqualTo(URI.create("https://elsewhere.example/n"));
        assertThat(contract.authorizeUrl()).isEqualTo(URI.create("http://127.0.0.1:9/a"));
        assertThat(contract.openapiUrl()).isEqualTo(URI.create("http://127.0.0.1:9/o"));
    }

    @Test
    void theAddressesHaveTheRealOnesForDefaults() {
        WechatContract contract = settings().contract(PUBLIC_URL + "/");
        assertThat(contract.baseUrl()).isEqualTo(URI.create("https://api.mch.weixin.qq.com"));
        assertThat(contract.notifyUrl()).isEqualTo(URI.create("https://market.example/notify/wechat/pay"));
        assertThat(contract.authorizeUrl()).isEqualTo(URI.create("https://open.weixin.qq.com"));
        assertThat(contract.openapiUrl()).isEqualTo(URI.create("https://api.weixin.qq.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SP_MCHID",
                "SP_APPID",
                "APP_SECRET",
                "MERCHANT_SERIAL",
                "MERCHANT_PRIVATE_KEY",
                "API_V3_KEY",
                "PUBLIC_KEY_ID",
                "PUBLIC_KEY"
            })
    void aMissingOneIsNamed(String name) {
        environment.remove("CAISHI_WECHAT_" + name);
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .isInstanceOf(StartRefused.class)
                .hasMessage("WeChat Pay is set up in part only, missing: CAISHI_WECHAT_" + name);
        environment.put("CAISHI_WECHAT_" + name, " ");
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL)).hasMessageEndingWith("CAISHI_WECHAT_" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "BASE_URL, ftp://host, 'CAISHI_WECHAT_BASE_URL: not an http(s) address without query: ftp://host'",
        "NOTIFY_URL, https://h/n?x=1, 'CAISHI_WECHAT_NOTIFY_URL: not an http(s) address without query: https://h/n?x=1'",
        "OPENAPI_URL, a b, 'CAISHI_WECHAT_OPENAPI_URL: not an http(s) address without query: a b'",
        "API_V3_KEY, too-short, 'CAISHI_WECHAT_API_V3_KEY must be 32 bytes long, it is 9'",
        "MERCHANT_PRIVATE_KEY, /no/such/file, 'CAISHI_WECHAT_MERCHANT_PRIVATE_KEY: cannot read the file /no/such/file'",
        "PUBLIC_KEY, /no/such/file, 'CAISHI_WECHAT_PUBLIC_KEY: cannot read the file /no/such/file'"
    })
    void aWrongOneIsNamedWithWhatIsWrong(String name, String value, String words) {
        environment.put("CAISHI_WECHAT_" + name, value);
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL)).hasMessage(words);
    }

    @Test
    void aFileThatHoldsNoKeyIsNamedAndNotQuoted() throws IOException {
        Path file = Files.writeString(folder.resolve("half.pem"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n");
        environment.put("CAISHI_WECHAT_MERCHANT_PRIVATE_KEY", file.toString());
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .hasMessage("CAISHI_WECHAT_MERCHANT_PRIVATE_KEY: no PEM private key in " + file)
                .hasNoCause();
        environment.put("CAISHI_WECHAT_MERCHANT_PRIVATE_KEY", privateKey.toString());
        environment.put("CAISHI_WECHAT_PUBLIC_KEY", file.toString());
        assertThatThrownBy(() -> settings().contract(PUBLIC_URL))
                .hasMessage("CAISHI_WECHAT_PUBLIC_KEY: no PEM public key in " + file);
    }

    @Test
    void namesNoSecretWhenPrinted() {
        assertThat(settings().toString() + settings().contract(PUBLIC_URL))
                .contains(TestWechat.MCHID)
                .doesNotContain(TestWechat.SECRET, TestWechat.API_V3_KEY, privateKey.toString());
    }

    @Test
    void withNoSettingThereIsNoChannel() {
        environment.clear();
        try (ConfigurableApplicationContext product = run()) {
            assertThat(product.getBeansOfType(PaymentChannel.class)).isEmpty();
            assertThat(product.getBean(Channels.class).configured(1)).isEmpty();
            assertThat(product.getBean(Channels.class).own(ChannelName.WECHAT)).isEmpty();
        }
    }

    @Test
    void withAllSettingsThereIsTheChannel() {
        try (ConfigurableApplicationContext product = run()) {
            assertThat(product.getBean(Channels.class).configured(1)).containsExactly(ChannelName.WECHAT);
            assertThat(product.getBean(Channels.class).own(ChannelName.WECHAT)).isPresent();
        }
    }

    @Test
    void halfASetStopsTheStartWithOneLine(CapturedOutput output) {
        environment.remove("CAISHI_WECHAT_APP_SECRET");
        assertThatThrownBy(this::run).hasRootCauseInstanceOf(StartRefused.class);
        assertThat(output.getAll())
                .contains("\nWeChat Pay is set up in part only, missing: CAISHI_WECHAT_APP_SECRET\n")
                .doesNotContain("\tat org.springframework");
    }

    @Test
    void theSdkIsKeptFromWritingRequestsDown() throws IOException {
        assertThat(new YamlPropertySourceLoader()
                        .load("application", new ClassPathResource("application.yaml"))
                        .getFirst()
                        .getProperty("logging.level.com.wechat.pay"))
                .isEqualTo("info");
    }

    private WechatSettings settings() {
        return Binder.get(environment())
                .bind(WechatSettings.PREFIX, WechatSettings.class)
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

    private static Path pem(String file, String kind, Key key) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }
}
