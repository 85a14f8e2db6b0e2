/** Contracts with Alipay and UnionPay as people enter them, tried against the simulated services behind another host. */
package org.caishi.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.caishi.platform.BadInput;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.SimulatorRelay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@ProductTest
class WalletContractsTest {
    private static final URI NOTICES = URI.create("https://pay.example.org/notify/x/1");

    @Autowired
    List<ChannelFactory> factories;

    @Autowired
    Environment environment;

    @Nullable SimulatorRelay relay;

    @AfterEach
    void close() throws IOException {
        if (relay != null) {
            relay.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIPAY", "UNIONPAY"})
    void aRightContractPassesItsTest(ChannelName channel) throws Exception {
        assertThat(tried(channel, right(channel))).isEqualTo(Trial.passed("channel.trial.right"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIPAY", "UNIONPAY"})
    void whileAKeyIsChangedBothAreBelieved(ChannelName channel) throws Exception {
        AccountSettings right = right(channel);
        AccountSettings.PlatformKey next =
                key("next", pem("PUBLIC KEY", newKeys().getPublic()));
        AccountSettings both = new AccountSettings(
                right.values(), List.of(next, right.platformKeys().getFirst()), List.of(), Map.of());

        assertThat(tried(channel, both).passed()).isTrue();
        AccountSettings only = new AccountSettings(right.values(), List.of(next), List.of(), Map.of());
        assertThat(tried(channel, only).messageKey()).isEqualTo("channel.trial.unknown");
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIPAY", "UNIONPAY"})
    void anotherPrivateKeyFailsTheTest(ChannelName channel) throws Exception {
        String field = channel == ChannelName.ALIPAY ? "appPrivateKey" : "privateKey";
        AccountSettings wrong =
                right(channel).with(field, pem("PRIVATE KEY", newKeys().getPrivate()));

        assertThat(tried(channel, wrong).passed()).isFalse();
    }

    @Test
    void whatCannotBeAValueIsSaidInTheFieldsWords() {
        ChannelFactory alipay = factory(ChannelName.ALIPAY);
        AccountField app = alipay.fields().getFirst();

        assertThatThrownBy(() -> alipay.check(app, "12"))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        wrong -> assertThat(wrong.messageKey()).isEqualTo("channel.account.alipay.appId.wrong"));
        assertThatThrownBy(() -> alipay.check(key("a b", "x"))).isInstanceOf(BadInput.class);
    }

    @Test
    void noticesOfAnAccountThatIsNotThereAreNotFound() {
        Customer stranger = new Customer();

        assertThat(stranger.post("/notify/alipay/77", Customer.FORM, "a=b").statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/notify/unionpay/77", Customer.FORM, "a=b").statusCode())
                .isEqualTo(404);
    }

    private Trial tried(ChannelName channel, AccountSettings settings) {
        return factory(channel).trial(settings, NOTICES, "2088000000000001");
    }

    private ChannelFactory factory(ChannelName name) {
        return factories.stream()
                .filter(factory -> factory.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private AccountSettings right(ChannelName channel) throws IOException {
        return channel == ChannelName.ALIPAY ? alipay() : unionpay();
    }

    private AccountSettings alipay() throws IOException {
        URI host = host("alipay");
        return new AccountSettings(
                Map.of(
                        "appId", setting("alipay.app-id"),
                        "sellerId", setting("alipay.seller-id"),
                        "appPrivateKey", file("alipay.app-private-key"),
                        "serverUrl", host + "/gateway.do",
                        "authorizeUrl", host.toString()),
                List.of(key("first", file("alipay.alipay-public-key"))),
                List.of(),
                Map.of());
    }

    private AccountSettings unionpay() throws IOException {
        URI host = host("unionpay");
        return new AccountSettings(
                Map.of(
                        "merchantId", setting("unionpay.merchant-id"),
                        "certId", setting("unionpay.cert-id"),
                        "privateKey", file("unionpay.private-key"),
                        "baseUrl", host.toString(),
                        "authorizeUrl", host.toString()),
                List.of(key("first", file("unionpay.public-key"))),
                List.of(),
                Map.of());
    }

    private URI host(String channel) throws IOException {
        relay = new SimulatorRelay(channel);
        return relay.address();
    }

    private String setting(String name) {
        return environment.getRequiredProperty("caishi." + name);
    }

    private String file(String name) throws IOException {
        return Files.readString(Path.of(setting(name)));
    }

    private static AccountSettings.PlatformKey key(String id, String pem) {
        return new AccountSettings.PlatformKey(id, pem, Instant.EPOCH);
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pem(String kind, Key key) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + kind + "-----\n";
    }
}
