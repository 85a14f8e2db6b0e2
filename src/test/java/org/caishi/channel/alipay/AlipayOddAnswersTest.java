/** Answers that are late, broken, forged, refused or about something else: none is ever taken for a no or a yes. */
package org.caishi.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.channel.Scene;
import org.caishi.channel.SplitDesk;
import org.caishi.channel.SplitRequest;
import org.caishi.channel.SplitResult;
import org.caishi.channel.SplitReturn;
import org.caishi.testing.TestRun;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlipayOddAnswersTest {
    private static final String NO = "T0000000001";
    private static final String TXN = "2026112222001400001234567890";
    private static final SplitDesk.SplitReceiver MARKET =
            new SplitDesk.SplitReceiver(SplitDesk.SplitReceiver.Kind.MERCHANT, "2088000000000777", null);
    private static final RefundRequest REFUND =
            new RefundRequest("R0000000001", TXN, TestAlipay.SMID, Money.ofFen(1250), Money.ofFen(300), "鱼不新鲜");
    private static final SplitRequest SPLIT = new SplitRequest(
            "S0000000001",
            TXN,
            NO,
            TestAlipay.SMID,
            List.of(new SplitRequest.Part(MARKET, Money.ofFen(7), "管理费")),
            false);
    private static final SplitReturn RETURN =
            new SplitReturn("B0000000001", SPLIT.splitNo(), TXN, NO, TestAlipay.SMID, MARKET, Money.ofFen(7), "退款");

    private OddGateway gateway;
    private AlipayChannel channel;

    @BeforeEach
    void open() throws Exception {
        gateway = new OddGateway();
        channel = new AlipayChannel(TestAlipay.contract(gateway.address()), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>502 Bad Gateway</body></html>",
                "null",
                "{}",
                "[]",
                "{\"alipay_trade_query_response\":null,\"sign\":\"x\"}",
                "{\"alipay_trade_query_response\":{\"code\":\"10000\",\"trade_status\":\"TRADE_SUCCESS\"}}",
                "{\"alipay_trade_query_response\":{\"code\":\"10000\"},\"sign\":\"AAAA\"}",
                "{\"alipay_trade_query_response\":{\"code\":\"10000\"},\"sign\":\"\"}",
                "{\"alipay_trade_query_response\":"
            })
    void whatIsNoSignedAnswerIsUnknownToEveryOperation(String body) {
        gateway.answers(200, body);
        everythingIsUnknown();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404, 500, 503})
    void whateverTheStatusOnly200IsAnAnswer(int status) {
        gateway.answers(exchange -> OddGateway.send(
                exchange,
                status,
                TestAlipay.answer(
                        "alipay.trade.query",
                        "{\"code\":\"40004\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}",
                        TestAlipay.PLATFORM.getPrivate())));
        assertThat(channel.query(NO, TestAlipay.SMID)).isInstanceOf(QueryResult.Unknown.class);
    }

    @Test
    void anAnswerSignedBySomebodyElseIsUnknown() {
        gateway.answersSigned("{\"code\":\"10000\",\"out_trade_no\":\"" + NO + "\"}", TestAlipay.APP.getPrivate());
        everythingIsUnknown();
    }

    @Test
    void theServicesOwnTroubleAndCodesThatWeDoNotKnowAreUnknown() {
        for (String body : List.of(
                "{\"code\":\"20000\",\"msg\":\"x\",\"sub_code\":\"isp.unknow-error\"}",
                "{\"code\":\"40004\",\"msg\":\"x\",\"sub_code\":\"ACQ.SYSTEM_ERROR\"}",
                "{\"code\":\"40004\",\"msg\":\"x\",\"sub_code\":\"ACQ.SOMETHING_NEW\"}",
                "{\"code\":\"40006\",\"msg\":\"x\",\"sub_code\":\"isv.insufficient-isv-permissions\"}",
                "{\"code\":\"40004\",\"msg\":\"x\"}",
                "{\"code\":\"99999\"}")) {
            gateway.answersSigned(body);
            everythingIsUnknown();
        }
    }

    @Test
    void anAnswerAboutSomethingElseIsUnknown() {
        gateway.answersSigned(
                "{\"code\":\"10000\",\"out_trade_no\":\"T0000000002\",\"trade_no\":\"9\",\"trade_status\":"
                        + "\"TRADE_SUCCESS\",\"total_amount\":\"12.50\",\"send_pay_date\":\"2026-11-22 12:00:00\",\"qr_code\":\"x\","
                        + "\"gmt_payment\":\"2026-11-22 12:00:00\",\"fund_change\":\"Y\",\"out_request_no\":\"R0000000002\","
                        + "\"refund_status\":\"REFUND_SUCCESS\",\"refund_amount\":\"3.00\"}");
        everythingIsUnknown();
    }

    @ParameterizedTest
    @CsvSource({
        "WAIT_BUYER_PAY, , Waiting",
        "TRADE_SUCCESS, 2026-11-22 12:00:00, Paid",
        "TRADE_FINISHED, 2026-11-22 12:00:00, Paid",
        "TRADE_CLOSED, 2026-11-22 12:00:00, GivenBack",
        "TRADE_CLOSED, , Closed",
        "TRADE_SUCCESS, , Unknown",
        "TRADE_SUCCESS, noon, Unknown",
        "SOMETHING, 2026-11-22 12:00:00, Unknown"
    })
    void aTradesStateIsReadWithTheTimeOfItsPayment(String state, String paidAt, String result) {
        gateway.answersSigned(
                "{\"code\":\"10000\",\"out_trade_no\":\"%s\",\"trade_no\":\"%s\",\"trade_status\":\"%s\",\"total_amount\":\"12.50\"%s}"
                        .formatted(NO, TXN, state, paidAt == null ? "" : ",\"send_pay_date\":\"" + paidAt + "\""));
        assertThat(channel.query(NO, TestAlipay.SMID).getClass().getSimpleName())
                .isEqualTo(result);
    }

    @Test
    void theSubMerchantIsTheOneThatTheAnswerRepeatsElseTheOneWeOrderedFor() {
        String paid =
                "{\"code\":\"10000\",\"out_trade_no\":\"%s\",\"trade_no\":\"%s\",\"trade_status\":\"TRADE_SUCCESS\",\"total_amount\":\"12.5\",\"send_pay_date\":\"2026-11-22 12:00:00\"%s}";
        gateway.answersSigned(paid.formatted(NO, TXN, ""));
        assertThat(merchantOf(channel.query(NO, TestAlipay.SMID))).isEqualTo(TestAlipay.SMID);
        gateway.answersSigned(paid.formatted(NO, TXN, ",\"passback_params\":\"2088000000000999\""));
        assertThat(merchantOf(channel.query(NO, TestAlipay.SMID))).isEqualTo("2088000000000999");
    }

    @ParameterizedTest
    @CsvSource({
        "ACQ.PAYMENT_AUTH_CODE_INVALID, Declined",
        "ACQ.BUYER_BALANCE_NOT_ENOUGH, Declined",
        "ACQ.TRADE_HAS_CLOSE, Declined",
        "ACQ.TRADE_HAS_SUCCESS, Unknown",
        "ACQ.CONTEXT_INCONSISTENT, Unknown",
        "ACQ.SYSTEM_ERROR, Unknown"
    })
    void onlyAKnownNoIsADecline(String code, String result) {
        gateway.answersSigned("{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\"%s\",\"sub_msg\":\"不行\"}"
                .formatted(code));
        assertThat(channel.charge(charge(Scene.CODE)).getClass().getSimpleName())
                .isEqualTo(result);
    }

    @Test
    void whatCannotBeAskedIsDeclinedUnasked() {
        ChargeRequest nobody = new ChargeRequest(
                NO,
                TestAlipay.SMID,
                Scene.JSAPI,
                Money.ofFen(1),
                "A12",
                Payer.ANYBODY,
                true,
                Instant.now().plusSeconds(60));
        assertThat(channel.charge(nobody)).isInstanceOf(ChargeResult.Declined.class);
        assertThat(gateway.requests).isEmpty();
    }

    @Test
    void aTradeThatIsNotThereIsNotClosedForItMayStillCome() {
        gateway.answersSigned("{\"code\":\"40004\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\",\"sub_msg\":\"x\"}");
        assertThat(channel.close(NO, TestAlipay.SMID)).isInstanceOf(CloseResult.Unknown.class);
        assertThat(channel.cancel(NO, TestAlipay.SMID)).isInstanceOf(CloseResult.Closed.class);
        assertThat(channel.query(NO, TestAlipay.SMID)).isInstanceOf(QueryResult.Missing.class);
    }

    @Test
    void aCancelThatHasToBeRepeatedIsNotDone() {
        gateway.answersSigned(
                "{\"code\":\"10000\",\"out_trade_no\":\"" + NO + "\",\"retry_flag\":\"Y\",\"action\":\"close\"}");
        assertThat(channel.cancel(NO, TestAlipay.SMID)).isInstanceOf(CloseResult.Unknown.class);
    }

    @Test
    void aRefundThatChangedNothingIsAskedAbout() {
        String taken = "{\"code\":\"10000\",\"out_trade_no\":\"%s\",\"trade_no\":\"%s\",\"fund_change\":\"%s\"}";
        gateway.answersSigned(taken.formatted(NO, TXN, "N"));
        assertThat(channel.refund(REFUND)).isInstanceOf(RefundResult.Underway.class);
        gateway.answersSigned(taken.formatted(NO, TXN, "Y"));
        assertThat(channel.refund(REFUND)).isInstanceOf(RefundResult.Done.class);
        gateway.answersSigned("{\"code\":\"10000\",\"msg\":\"Success\"}");
        assertThat(channel.queryRefund(REFUND)).isInstanceOf(RefundResult.Missing.class);
        gateway.answersSigned(
                "{\"code\":\"10000\",\"out_trade_no\":\"%s\",\"trade_no\":\"%s\",\"out_request_no\":\"R0000000001\",\"refund_status\":\"REFUND_SUCCESS\",\"refund_amount\":\"4.00\"}"
                        .formatted(NO, TXN));
        assertThat(channel.queryRefund(REFUND)).isEqualTo(new RefundResult.Unknown("another sum than was asked for"));
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, Done", "PROCESSING, Underway", "FAIL, Declined", "ODD, Unknown"})
    void aSplitIsAsItsPartsAre(String state, String result) {
        gateway.answersSigned(
                "{\"code\":\"10000\",\"out_request_no\":\"S0000000001\",\"operation_dt\":\"2026-11-22 12:00:00\",\"royalty_detail_list\":[{\"state\":\"%s\",\"amount\":\"0.07\"}]}"
                        .formatted(state));
        assertThat(desk().querySplit(SPLIT).getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    void halfASplitIsNothingToRelyOn() {
        gateway.answersSigned(
                "{\"code\":\"10000\",\"out_request_no\":\"S0000000001\",\"operation_dt\":\"2026-11-22 12:00:00\",\"royalty_detail_list\":[{\"state\":\"SUCCESS\"},{\"state\":\"FAIL\"}]}");
        SplitRequest.Part part = SPLIT.parts().getFirst();
        SplitRequest two = new SplitRequest(SPLIT.splitNo(), TXN, NO, TestAlipay.SMID, List.of(part, part), false);
        assertThat(desk().querySplit(two)).isEqualTo(new SplitResult.Unknown("1 parts moved, 1 failed"));
        assertThat(desk().querySplit(SPLIT)).isInstanceOf(SplitResult.Unknown.class);
    }

    @Test
    void silenceEndsAfterFiveSecondsAndIsUnknown() {
        gateway.saysNothing();
        Instant start = Instant.now();
        assertThat(channel.query(NO, TestAlipay.SMID)).isInstanceOf(QueryResult.Unknown.class);
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(4500), Duration.ofSeconds(12));
        assertThat(gateway.requests).as("silence is not asked again by itself").hasSize(1);
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        gateway.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[64 * 1024];
            for (int times = 0; times < 1000; times++) {
                exchange.getResponseBody().write(some);
            }
        });
        assertThat(channel.query(NO, TestAlipay.SMID)).isInstanceOf(QueryResult.Unknown.class);
    }

    @Test
    void aHostThatIsNotThereIsUnknown() throws Exception {
        channel = new AlipayChannel(
                TestAlipay.contract(URI.create("http://127.0.0.1:" + TestRun.freePort() + "/gateway.do")),
                Clock.systemUTC());
        everythingIsUnknown();
    }

    @ParameterizedTest
    @EnumSource(
            value = Scene.class,
            names = {"JSAPI", "NATIVE", "CODE"})
    void everyOrderNamesTheSubMerchantThreeTimes(Scene scene) {
        gateway.answersSigned("{\"code\":\"10000\",\"out_trade_no\":\"" + NO + "\",\"trade_no\":\"" + TXN + "\"}");
        channel.charge(charge(scene));
        Map<String, String> sent = gateway.requests.getLast();
        assertThat(sent.get("biz_content"))
                .contains("\"passback_params\":\"" + TestAlipay.SMID + "\"", "\"store_id\":\"" + TestAlipay.SMID + "\"")
                .contains("\"merchant_id\":\"" + TestAlipay.SMID + "\"", "\"total_amount\":\"12.50\"")
                .contains("\"royalty_freeze\":\"true\"", "\"trans_in_type\":\"defaultSettle\"")
                .contains("\"subject\":\"老城菜市 A12 鱼 虾\"");
        assertThat(sent).containsEntry("notify_url", "https://market.example/notify/alipay");
    }

    private void everythingIsUnknown() {
        for (Scene scene : List.of(Scene.JSAPI, Scene.NATIVE, Scene.CODE)) {
            assertThat(channel.charge(charge(scene))).as(scene.name()).isInstanceOf(ChargeResult.Unknown.class);
        }
        assertThat(channel.query(NO, TestAlipay.SMID)).isInstanceOf(QueryResult.Unknown.class);
        assertThat(channel.close(NO, TestAlipay.SMID)).isInstanceOf(CloseResult.Unknown.class);
        assertThat(channel.cancel(NO, TestAlipay.SMID)).isInstanceOf(CloseResult.Unknown.class);
        assertThat(channel.refund(REFUND)).isInstanceOf(RefundResult.Unknown.class);
        assertThat(channel.queryRefund(REFUND)).isInstanceOf(RefundResult.Unknown.class);
        assertThat(desk().register(TestAlipay.SMID, MARKET)).isInstanceOf(SplitDesk.ReceiverResult.Unknown.class);
        assertThat(desk().most(TestAlipay.SMID)).isInstanceOf(SplitDesk.RatioResult.Unknown.class);
        assertThat(desk().split(SPLIT)).isInstanceOf(SplitResult.Unknown.class);
        assertThat(desk().querySplit(SPLIT)).isInstanceOf(SplitResult.Unknown.class);
        assertThat(desk().takeBack(RETURN)).isInstanceOf(SplitResult.Unknown.class);
        assertThat(desk().queryTakenBack(RETURN)).isInstanceOf(SplitResult.Unknown.class);
        assertThat(channel.signIn().orElseThrow().payerId("code123")).isEmpty();
    }

    private SplitDesk desk() {
        return channel.splits().orElseThrow();
    }

    private static String merchantOf(QueryResult result) {
        assertThat(result).isInstanceOf(QueryResult.Paid.class);
        return ((QueryResult.Paid) result).notice().merchantNo();
    }

    private static ChargeRequest charge(Scene scene) {
        Payer payer = switch (scene) {
            case JSAPI -> Payer.known(TestAlipay.PAYER, null);
            case CODE -> Payer.showing(PaymentCode.read("281234567890123456").orElseThrow());
            case NATIVE, EMVCO, AT_STALL -> Payer.ANYBODY;
        };
        return new ChargeRequest(
                NO,
                TestAlipay.SMID,
                scene,
                Money.ofFen(1250),
                "老城菜市 A12 鱼/虾",
                payer,
                true,
                Instant.now().plusSeconds(300));
    }
}
