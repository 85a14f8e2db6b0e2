/** The payer's openid: asked for with the right address, taken only from a right answer. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatSignInTest {
    private OddServer server;
    private WechatSignIn signIn;

    @BeforeEach
    void start() throws IOException {
        server = new OddServer();
        signIn = new WechatSignIn(TestWechat.contract(server.address()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void sendsTheBrowserToWechatWithTheWayBack() {
        assertThat(signIn.authorize(URI.create("https://market.example/q/0001abc?x=1"), "st4te"))
                .hasToString("https://open.weixin.qq.com/connect/oauth2/authorize?appid=" + TestWechat.APPID
                        + "&redirect_uri=https%3A%2F%2Fmarket.example%2Fq%2F0001abc%3Fx%3D1"
                        + "&response_type=code&scope=snsapi_base&state=st4te#wechat_redirect");
        assertThat(signIn.codeParameter()).isEqualTo("code");
    }

    @Test
    void exchangesTheCodeForTheOpenid() {
        server.answers(
                200,
                "text/plain",
                "{\"access_token\":\"x\",\"expires_in\":7200,\"openid\":\"" + TestWechat.OPENID + "\"}");
        assertThat(signIn.payerId("021abc")).contains(TestWechat.OPENID);
        assertThat(server.requests)
                .singleElement()
                .satisfies(request -> assertThat(request)
                        .startsWith("GET /sns/oauth2/access_token?appid=" + TestWechat.APPID + "&secret="
                                + TestWechat.SECRET + "&code=021abc&grant_type=authorization_code HTTP/1.1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{\"errcode\":40029,\"errmsg\":\"invalid code\"}",
                "200|{\"openid\":\"short\"}",
                "200|{\"openid\":\"<script>alert(document.cookie)</script>\"}",
                "200|garbage",
                "200|null",
                "200|[]",
                "500|{\"openid\":\"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o\"}",
                "302|elsewhere"
            })
    void anythingElseGivesNone(int status, String body) {
        server.answers(status, "text/plain", body);
        assertThat(signIn.payerId("021abc")).isEmpty();
    }

    @Test
    void anAnswerWithoutEndGivesNone() {
        server.answers(200, "text/plain", " ".repeat(100_000) + "{\"openid\":\"" + TestWechat.OPENID + "\"}");
        assertThat(signIn.payerId("021abc")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a&secret=x", "../../x", "码"})
    void aCodeThatIsNoneIsNotAskedAbout(String code) {
        assertThat(signIn.payerId(code)).isEmpty();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void silenceGivesNoneWithinSevenSeconds() {
        server.saysNothing();
        Instant asked = Instant.now();
        assertThat(signIn.payerId("021abc")).isEmpty();
        // Seven, and what a busy machine adds; without the limit it would be a minute or more.
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }
}
