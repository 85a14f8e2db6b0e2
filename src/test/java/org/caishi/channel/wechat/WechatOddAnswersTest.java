/** What the adapter makes of answers that the channel should not give, and of none: never a guess, never an exception. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.QueryResult;
import org.caishi.channel.Scene;
import org.caishi.testing.TestRun;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatOddAnswersTest {
    private static final String ORDER = "T0000000001";
    private static final String JSON = "application/json; charset=utf-8";

    private OddServer server;
    private PaymentChannel channel;

    @BeforeEach
    void start() throws IOException {
        server = new OddServer();
        channel = new WechatChannel(TestWechat.contract(server.address()), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aSignedAnswerIsTaken() {
        server.answers(200, JSON, "{\"prepay_id\":\"wx26112122580621e9b071c00d9e093b0000\"}");
        assertThat(charge()).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(server.requests).singleElement().satisfies(request -> {
            assertThat(request).startsWith("POST /v3/pay/partner/transactions/jsapi HTTP/1.1");
            assertThat(request).contains("Authorization: WECHATPAY2-SHA256-RSA2048 mchid=\"" + TestWechat.MCHID + "\"");
            assertThat(request)
                    .contains(
                            "\"sp_appid\":\"" + TestWechat.APPID + "\"",
                            "\"sp_mchid\":\"" + TestWechat.MCHID + "\"",
                            "\"sub_mchid\":\"" + TestWechat.SUB_MCHID + "\"",
                            "\"out_trade_no\":\"" + ORDER + "\"",
                            "\"time_expire\":\"2026-11-22T10:40:00+08:00\"",
                            "\"notify_url\":\"https://market.example/notify/wechat/pay\"",
                            "\"settle_info\":{\"profit_sharing\":true}",
                            "\"amount\":{\"total\":1250,\"currency\":\"CNY\"}",
                            "\"payer\":{\"sp_openid\":\"" + TestWechat.OPENID + "\"}")
                    .doesNotContain("attach");
        });
    }

    @Test
    void silenceIsUnknownWithinSevenSeconds() {
        server.saysNothing();
        Instant asked = Instant.now();
        assertThat(charge()).isInstanceOf(ChargeResult.Unknown.class);
        // Seven, and what a busy machine adds; without the limit it would be a minute or more.
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void anAnswerThatDripsIsUnknownWithinSevenSeconds() {
        server.answers(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (int sent = 0; sent < 1000; sent++) {
                out.write(' ');
                out.flush();
                Thread.sleep(1_000);
            }
        });
        Instant asked = Instant.now();
        assertThat(charge()).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void nobodyListeningIsUnknown() {
        URI nobody = URI.create("http://127.0.0.1:" + TestRun.freePort());
        PaymentChannel lonely = new WechatChannel(TestWechat.contract(nobody), Clock.systemUTC());
        assertThat(lonely.charge(request(1250))).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(lonely.query(ORDER, TestWechat.SUB_MCHID)).isInstanceOf(QueryResult.Unknown.class);
        assertThat(lonely.close(ORDER, TestWechat.SUB_MCHID)).isInstanceOf(CloseResult.Unknown.class);
    }

    @Test
    void anAnswerSignedByAnotherIsUnknown() {
        server.answers(200, JSON, "{\"prepay_id\":\"wx26\"}", TestWechat.MERCHANT.getPrivate());
        assertAllUnknown();
        server.answers(200, JSON, TestWechat.transaction(ORDER, "SUCCESS"), TestWechat.MERCHANT.getPrivate());
        assertAllUnknown();
        server.answers(204, JSON, "", TestWechat.MERCHANT.getPrivate());
        assertAllUnknown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|application/json|garbage",
                "200|application/json|{\"prepay_id\":",
                "200|text/html|<html>sign in to the market's wifi</html>",
                "200|application/json|[]",
                "302|text/html|elsewhere",
                "400|application/json|{\"nothing\":1}",
                "400|application/json|garbage",
                "400|application/json|{\"code\":\"A_CODE_OF_NEXT_YEAR\",\"message\":\"\"}",
                "401|application/json|{\"code\":\"SIGN_ERROR\",\"message\":\"签名错误\"}",
                "403|text/html|<html>forbidden by a proxy</html>",
                "404|text/html|<html>not found</html>",
                "429|application/json|{\"code\":\"FREQUENCY_LIMITED\",\"message\":\"频率超限\"}",
                "500|application/json|{\"code\":\"SYSTEM_ERROR\",\"message\":\"系统异常\"}",
                "500|application/json|{\"code\":\"PARAM_ERROR\",\"message\":\"\"}",
                "502|text/html|<html>bad gateway</html>",
                "503|text/plain|busy"
            })
    void whatDecidesNothingIsUnknown(int status, String type, String body) {
        server.answers(status, type, body);
        assertAllUnknown();
    }

    @Test
    void anEmptyAnswerOfSuccessIsUnknownWhereFactsAreDue() {
        server.answers(200, JSON, "");
        assertThat(charge()).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(query()).isInstanceOf(QueryResult.Unknown.class);
        server.answers(200, JSON, "{}");
        assertThat(charge()).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(channel.charge(nativeRequest())).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(query()).isInstanceOf(QueryResult.Unknown.class);
    }

    @Test
    void anAnswerWithoutEndIsUnknown() {
        server.answers(200, JSON, "{\"prepay_id\":\"" + "x".repeat(300_000) + "\"}");
        assertThat(charge()).isInstanceOf(ChargeResult.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, PARAM_ERROR",
        "400, INVALID_REQUEST",
        "400, APPID_MCHID_NOT_MATCH",
        "400, MCH_NOT_EXISTS",
        "403, NOAUTH",
        "403, NO_AUTH",
        "403, ACCOUNTERROR",
        "403, ACCOUNT_ERROR",
        "403, RULE_LIMIT",
        "403, TRADE_ERROR",
        "400, ORDER_CLOSED"
    })
    void aClearNoIsADecline(int status, String code) {
        server.answers(status, JSON, "{\"code\":\"" + code + "\",\"message\":\"不行\"}");
        assertThat(charge()).isEqualTo(new ChargeResult.Declined(code, "不行"));
    }

    @ParameterizedTest
    @CsvSource({"400, ORDERPAID, 该订单已支付", "403, OUT_TRADE_NO_USED, 商户订单号重复", "400, INVALID_REQUEST, 201 商户订单号重复"})
    void aNumberThatIsTakenMayBeOurOwnMoney(int status, String code, String words) {
        server.answers(status, JSON, "{\"code\":\"" + code + "\",\"message\":\"" + words + "\"}");
        assertThat(charge()).isInstanceOf(ChargeResult.Unknown.class);
    }

    @Test
    void whatCannotBeAChargeIsNotAsked() {
        assertThat(channel.charge(request(0))).isInstanceOf(ChargeResult.Declined.class);
        assertThat(channel.charge(request(-1))).isInstanceOf(ChargeResult.Declined.class);
        assertThat(channel.charge(request(Integer.MAX_VALUE + 1L))).isInstanceOf(ChargeResult.Declined.class);
        ChargeRequest nobody = new ChargeRequest(
                ORDER,
                TestWechat.SUB_MCHID,
                Scene.JSAPI,
                Money.ofFen(1),
                "A12",
                Payer.ANYBODY,
                false,
                Instant.parse("2026-11-22T02:40:00Z"));
        assertThat(channel.charge(nobody)).isInstanceOf(ChargeResult.Declined.class);
        assertThat(server.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "REFUND"})
    void paidAndRefundedWerePaid(String state) {
        server.answers(200, JSON, TestWechat.transaction(ORDER, state));
        assertThat(query()).isInstanceOfSatisfying(QueryResult.Paid.class, paid -> {
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1250));
            assertThat(paid.notice().currency()).isEqualTo("CNY");
            assertThat(paid.notice().channelTxn()).isEqualTo("4200002026112212345678901234");
            assertThat(paid.notice().merchantNo()).isEqualTo(TestWechat.SUB_MCHID);
            assertThat(paid.notice().paidAt()).isEqualTo(Instant.parse("2026-11-22T02:34:56Z"));
            assertThat(paid.notice().source()).isEqualTo(PaidNotice.Source.QUERY);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTPAY", "USERPAYING", "ACCEPT"})
    void notYetPaidIsWaiting(String state) {
        server.answers(200, JSON, TestWechat.transaction(ORDER, state));
        assertThat(query()).isEqualTo(new QueryResult.Waiting());
    }

    @Test
    void undoneThatNamesItsPaymentWasPaidAndWentBack() {
        String revoked = TestWechat.transaction(ORDER, "REVOKED");
        server.answers(200, JSON, revoked);
        assertThat(query())
                .isInstanceOfSatisfying(
                        QueryResult.GivenBack.class,
                        back -> assertThat(back.notice().amount()).isEqualTo(Money.ofFen(1250)));
        server.answers(200, JSON, revoked.replace("\"success_time\":\"2026-11-22T10:34:56+08:00\",", ""));
        assertThat(query()).isEqualTo(new QueryResult.Closed("REVOKED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLOSED", "PAYERROR"})
    void endedIsClosed(String state) {
        server.answers(200, JSON, TestWechat.transaction(ORDER, state));
        assertThat(query()).isEqualTo(new QueryResult.Closed(state));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"trade_state\":\"SUCCESS\"', '\"trade_state\":\"A_STATE_OF_NEXT_YEAR\"'",
        "'\"trade_state\":\"SUCCESS\",', ''",
        "1900001109, 1900001110",
        "1900000109, 1900000110",
        "T0000000001, T0000000002",
        "4200002026112212345678901234, ''",
        "'\"total\":1250,', ''",
        "2026-11-22T10:34:56+08:00, today"
    })
    void anAnswerAboutSomethingElseIsUnknown(String fact, String instead) {
        server.answers(200, JSON, TestWechat.transaction(ORDER, "SUCCESS").replace(fact, instead));
        assertThat(query()).isInstanceOf(QueryResult.Unknown.class);
    }

    @Test
    void closingSaysWhetherMoneyMayStillCome() {
        server.answers(204, JSON, "");
        assertThat(close()).isEqualTo(new CloseResult.Closed());
        server.answers(400, JSON, "{\"code\":\"ORDERPAID\",\"message\":\"\"}");
        assertThat(close()).isEqualTo(new CloseResult.AlreadyPaid());
        server.answers(400, JSON, "{\"code\":\"ORDER_CLOSED\",\"message\":\"\"}");
        assertThat(close()).isEqualTo(new CloseResult.Closed());
        server.answers(404, JSON, "{\"code\":\"ORDER_NOT_EXIST\",\"message\":\"\"}");
        assertThat(close()).isEqualTo(new CloseResult.Closed());
        server.answers(400, JSON, "{\"code\":\"PARAM_ERROR\",\"message\":\"\"}");
        assertThat(close()).isInstanceOf(CloseResult.Unknown.class);
    }

    private void assertAllUnknown() {
        assertThat(charge()).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(channel.charge(nativeRequest())).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(query()).isInstanceOf(QueryResult.Unknown.class);
    }

    private ChargeResult charge() {
        return channel.charge(request(1250));
    }

    private QueryResult query() {
        return channel.query(ORDER, TestWechat.SUB_MCHID);
    }

    private CloseResult close() {
        return channel.close(ORDER, TestWechat.SUB_MCHID);
    }

    private static ChargeRequest request(long fen) {
        return new ChargeRequest(
                ORDER,
                TestWechat.SUB_MCHID,
                Scene.JSAPI,
                Money.ofFen(fen),
                "老城菜市 A12",
                Payer.known(TestWechat.OPENID, null),
                true,
                Instant.parse("2026-11-22T02:40:00.123Z"));
    }

    private static ChargeRequest nativeRequest() {
        return new ChargeRequest(
                ORDER,
                TestWechat.SUB_MCHID,
                Scene.NATIVE,
                Money.ofFen(1250),
                "老城菜市 A12",
                Payer.ANYBODY,
                true,
                Instant.parse("2026-11-22T02:40:00Z"));
    }
}
