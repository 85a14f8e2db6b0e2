/** The payer's id: asked for with the right address and app, taken only from a right answer. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.caishi.channel.PayerSignIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionpaySignInTest {
    private static final String ICBC = "Mozilla/5.0 UnionPay/1.0 ICBC MobileBank/9";

    private OddAcquirer acquirer;
    private PayerSignIn signIn;

    @BeforeEach
    void start() throws IOException {
        acquirer = new OddAcquirer();
        signIn = new UnionpayChannel(TestUnionpay.contract(acquirer.address()), Clock.systemUTC())
                .signIn()
                .orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        acquirer.close();
    }

    @Test
    void sendsTheBrowserToUnionpayWithTheAppAndTheWayBack() {
        assertThat(signIn.authorize(URI.create("https://market.example/q/0001abc"), "st4te", ICBC))
                .hasToString("https://qr.95516.com/qrcGtwWeb-web/api/userAuth?version=1.0.0"
                        + "&appUpIdentifier=UnionPay%2F1.0+ICBC"
                        + "&redirectUrl=https%3A%2F%2Fmarket.example%2Fq%2F0001abc%3Fstate%3Dst4te");
        assertThat(signIn.authorize(URI.create("https://market.example/q/0001abc?x=1"), "st4te"))
                .asString()
                .contains("UnionPay%2F1.0+CloudPay")
                .endsWith("%3Fx%3D1%26state%3Dst4te");
        assertThat(signIn.codeParameter()).isEqualTo("userAuthCode");
    }

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 UnionPay/1.0 ICBC, UnionPay/1.0 ICBC",
        "Mozilla/5.0 UnionPay/2.1.3 CCBAPP more, UnionPay/2.1.3 CCBAPP",
        "Mozilla/5.0 UnionPay/1.0, UnionPay/1.0 CloudPay",
        "Mozilla/5.0, UnionPay/1.0 CloudPay",
        "'', UnionPay/1.0 CloudPay"
    })
    void theAppIsReadFromTheUserAgent(String userAgent, String app) {
        assertThat(UnionpaySignIn.app(userAgent)).isEqualTo(app);
    }

    @Test
    void exchangesTheCodeForThePayersId() {
        acquirer.says(Map.of("respCode", "00", "userId", TestUnionpay.USER_ID));
        assertThat(signIn.payerId("code-1", ICBC)).contains(TestUnionpay.USER_ID);
        assertThat(acquirer.question().fields())
                .containsEntry("userAuthCode", "code-1")
                .containsEntry("appUpIdentifier", "UnionPay/1.0 ICBC");
    }

    @ParameterizedTest
    @CsvSource({"00, ''", "00, <script>", "34, bXktdXNlci1pZA", "02, bXktdXNlci1pZA", "'', bXktdXNlci1pZA"})
    void anythingElseGivesNone(String code, String userId) {
        acquirer.says(Map.of("respCode", code, "userId", userId));
        assertThat(signIn.payerId("code-1", ICBC)).isEmpty();
    }

    @Test
    void anIdThatTheChannelDidNotSignIsNone() {
        acquirer.says(Map.of("respCode", "00", "userId", TestUnionpay.USER_ID), TestUnionpay.MERCHANT.getPrivate());
        assertThat(signIn.payerId("code-1", ICBC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a&userId=x", "../../x", "码"})
    void aCodeThatIsNoneIsNotAskedAbout(String code) {
        assertThat(signIn.payerId(code)).isEmpty();
        assertThat(acquirer.requests).isEmpty();
    }
}
