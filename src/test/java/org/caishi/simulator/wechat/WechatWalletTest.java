/** The wallet page and the authorisation, as a phone's browser meets them. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

class WechatWalletTest {
    @TempDir
    static Path data;

    private static RunningSimulator simulator;

    @BeforeAll
    static void start() throws Exception {
        simulator = new RunningSimulator(data);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void theSheetShowsWhomAndHowMuchInChineseAndEnglish() throws Exception {
        String wallet = wallet(RunningSimulator.newNumber(), 123_456);
        assertThat(simulator.get(wallet, "Accept-Language", "zh-CN").body())
                .contains("lang=\"zh\"", "1234.56", "老城菜市 A12 鲜鱼", RunningSimulator.SUB_MCHID, ">支付<", ">拒绝<", "待支付")
                .doesNotContain("??");
        assertThat(simulator.get(wallet, "Accept-Language", "en").body())
                .contains("lang=\"en\"", ">Pay<", ">Refuse<", "To be paid")
                .doesNotContain("??");
        URI style = URI.create(simulator.base).resolve("/simulator/wallet.css");
        assertThat(simulator
                        .browser
                        .send(java.net.http.HttpRequest.newBuilder(style).build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void payingGoesBackToTheMerchantsPage() throws Exception {
        String number = RunningSimulator.newNumber();
        HttpResponse<String> paid = simulator.form(wallet(number, 100), "outcome=PAY&return=/q/orders/" + number);
        assertThat(paid.statusCode()).isEqualTo(302);
        assertThat(URI.create(paid.headers().firstValue("Location").orElseThrow()))
                .isEqualTo(URI.create(simulator.base).resolve("/q/orders/" + number));
        assertThat(state(number)).isEqualTo(WechatTransaction.State.SUCCESS);
    }

    @Test
    void refusingLeavesTheOrderOpen() throws Exception {
        String number = RunningSimulator.newNumber();
        assertThat(simulator.form(wallet(number, 100), "outcome=REFUSE").body()).contains("state-refused");
        assertThat(state(number)).isEqualTo(WechatTransaction.State.NOTPAY);
    }

    @Test
    void payingTwiceShowsThatItIsPaidAndPaysOnce() throws Exception {
        String number = RunningSimulator.newNumber();
        String wallet = wallet(number, 100);
        assertThat(simulator.form(wallet, "outcome=PAY").body()).contains("state-paid");
        String transactionId = transaction(number).paidId();
        assertThat(simulator.form(wallet, "outcome=PAY").body()).contains("state-paid");
        assertThat(transaction(number).paidId()).isEqualTo(transactionId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/%0d%0aX:1\r\nSet-Cookie:a=b",
                "javascript:1",
                "evil"
            })
    void theWalletIsNoWayToAnotherSite(String elsewhere) throws Exception {
        String number = RunningSimulator.newNumber();
        String back = URLEncoder.encode(elsewhere, StandardCharsets.UTF_8);
        HttpResponse<String> paid = simulator.form(wallet(number, 100), "outcome=PAY&return=" + back);
        assertThat(paid.statusCode()).isEqualTo(200);
        assertThat(paid.headers().firstValue("Location")).isEmpty();
        assertThat(paid.body()).contains("state-paid").doesNotContain("evil");
    }

    @Test
    void anUnknownPrepayIsNotFound() throws Exception {
        assertThat(simulator.get("/wallet/wx00").statusCode()).isEqualTo(404);
    }

    @Test
    void thePayerComesBackWithACodeThatServesOnce() throws Exception {
        HttpResponse<String> back = authorize(simulator.base + "/q/x?a=1", "sim_payer=7");
        assertThat(back.statusCode()).isEqualTo(302);
        var location = UriComponentsBuilder.fromUriString(
                        back.headers().firstValue("Location").orElseThrow())
                .build();
        assertThat(location.getPath()).endsWith("/q/x");
        assertThat(location.getQueryParams().getFirst("a")).isEqualTo("1");
        assertThat(location.getQueryParams().getFirst("state")).isEqualTo("s1%26");
        String code = String.valueOf(location.getQueryParams().getFirst("code"));

        HttpResponse<String> token = token(code, simulator.keys.appSecret());
        assertThat(token.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(token.body()).contains("\"openid\":\"" + WechatPayers.openid(simulator.keys.spAppid(), "7") + "\"");
        assertThat(token(code, simulator.keys.appSecret()).body())
                .contains("40163")
                .doesNotContain("openid");
    }

    @Test
    void aWrongSecretOrCodeTellsNothing() throws Exception {
        assertThat(token("x", "wrong").body()).contains("40125").doesNotContain("openid");
        assertThat(token("x", simulator.keys.appSecret()).body())
                .contains("40029")
                .doesNotContain("openid");
    }

    @Test
    void theAuthorisationSendsNobodyToAnotherSite() throws Exception {
        HttpResponse<String> refused = authorize("https://evil.example/q", "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Location")).isEmpty();
        assertThat(refused.body()).contains("10003");
    }

    private static HttpResponse<String> authorize(String redirect, String cookie) throws Exception {
        return simulator.get(
                "/connect/oauth2/authorize?appid=" + simulator.keys.spAppid() + "&redirect_uri="
                        + URLEncoder.encode(redirect, StandardCharsets.UTF_8)
                        + "&response_type=code&scope=snsapi_base&state=s1%26",
                "Cookie",
                cookie);
    }

    private static HttpResponse<String> token(String code, String secret) throws Exception {
        return simulator.get("/sns/oauth2/access_token?appid=" + simulator.keys.spAppid() + "&secret=" + secret
                + "&code=" + code + "&grant_type=authorization_code");
    }

    private static String wallet(String number, int fen) {
        return "/wallet/"
                + simulator.jsapi().prepay(simulator.order(number, fen)).getPrepayId();
    }

    private static WechatTransaction transaction(String number) {
        return simulator.context.getBean(WechatTransactions.class).find(number).orElseThrow();
    }

    private static WechatTransaction.State state(String number) {
        return transaction(number).state();
    }
}
