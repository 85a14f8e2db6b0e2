/** What the adapter makes of answers that the acquirer should not give, and of none: never a guess, never an exception. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caishi.channel.BillDesk.BillResult;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RefundResult;
import org.caishi.channel.Scene;
import org.caishi.testing.TestRun;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionpayOddAnswersTest {
    private static final String ORDER = "T0000000001";
    private static final String MERCHANT = TestUnionpay.SUB_MERCHANT;
    private static final Payer PAYER = Payer.known(TestUnionpay.USER_ID, "203.0.113.7");

    @TempDir
    Path folder;

    private OddAcquirer acquirer;
    private PaymentChannel channel;

    @BeforeEach
    void start() throws IOException {
        acquirer = new OddAcquirer();
        channel = new UnionpayChannel(TestUnionpay.contract(acquirer.address()), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        acquirer.close();
    }

    @Test
    void theOrderSaysEverythingAndIsSigned() {
        acquirer.says(Map.of("respCode", "00", "payUrl", "https://pay.example/1"));
        assertThat(charge(Scene.JSAPI, PAYER))
                .isEqualTo(new ChargeResult.Waiting(Map.of("payUrl", "https://pay.example/1")));
        UnionpayForm asked = acquirer.question();
        assertThat(acquirer.requests.getLast()).startsWith("POST /gateway/api/backTransReq.do HTTP/1.1");
        assertThat(asked.fields())
                .containsEntry("version", "5.1.0")
                .containsEntry("signMethod", "01")
                .containsEntry("certId", "69026276696")
                .containsEntry("merId", TestUnionpay.MERCHANT_ID)
                .containsEntry("subMerId", MERCHANT)
                .containsEntry("orderId", ORDER)
                .containsEntry("txnAmt", "1250")
                .containsEntry("currencyCode", "156")
                .containsEntry("orderDesc", "老城菜市 A12")
                .containsEntry("userId", TestUnionpay.USER_ID)
                .containsEntry("customerIp", "203.0.113.7")
                .containsEntry("frontUrl", "https://market.example/q/orders/" + ORDER)
                .containsEntry("backUrl", "https://market.example/notify/unionpay");
        assertThat(UnionpaySignature.isGenuine(asked, List.of(TestUnionpay.MERCHANT.getPublic())))
                .isTrue();
    }

    @Test
    void anEncodedAnswerIsReadAsWhatItSaysItIs() {
        String url = "https://pay.example/1?a=1&b=2+3";
        acquirer.answers((question, out) -> {
            Map<String, String> all = new HashMap<>(question.fields());
            all.putAll(Map.of("respCode", "00", "payUrl", url));
            OddAcquirer.write(
                    out,
                    200,
                    "application/x-www-form-urlencoded;charset=UTF-8",
                    TestUnionpay.signed(all, TestUnionpay.PLATFORM.getPrivate()).encoded());
        });
        assertThat(charge(Scene.JSAPI, PAYER)).isEqualTo(new ChargeResult.Waiting(Map.of("payUrl", url)));
    }

    @Test
    void silenceIsUnknownWithinSevenSeconds() {
        acquirer.answers((question, out) -> Thread.sleep(60_000));
        Instant asked = Instant.now();
        assertThat(charge(Scene.NATIVE, Payer.ANYBODY)).isInstanceOf(ChargeResult.Unknown.class);
        // Seven, and what a busy machine adds; without the limit it would be a minute or more.
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
        assertThat(acquirer.requests).hasSize(1);
    }

    @Test
    void anAnswerThatDripsIsUnknownWithinSevenSeconds() {
        acquirer.answers((question, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            for (int sent = 0; sent < 1000; sent++) {
                out.write(' ');
                out.flush();
                Thread.sleep(1_000);
            }
        });
        Instant asked = Instant.now();
        assertThat(charge(Scene.NATIVE, Payer.ANYBODY)).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void nobodyListeningIsUnknown() {
        channel = new UnionpayChannel(
                TestUnionpay.contract(URI.create("http://127.0.0.1:" + TestRun.freePort())), Clock.systemUTC());
        assertAllUnknown();
    }

    @Test
    void onlyAQueryIsAskedAgainWhenItsConnectionBreaks() {
        acquirer.answers((question, out) -> {});
        assertThat(channel.query(ORDER, MERCHANT)).isInstanceOf(QueryResult.Unknown.class);
        assertThat(acquirer.requests).hasSize(2);
        assertThat(charge(Scene.NATIVE, Payer.ANYBODY)).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(channel.refund(TestUnionpay.refund("R0000000001", "8626", 100)))
                .isInstanceOf(RefundResult.Unknown.class);
        assertThat(acquirer.requests).hasSize(4);
    }

    @Test
    void anAnswerSignedByAnotherIsUnknown() {
        acquirer.says(paid(), TestUnionpay.MERCHANT.getPrivate());
        assertAllUnknown();
    }

    @Test
    void anAnswerWithoutSignatureIsUnknown() {
        acquirer.answers(200, "text/html", "respCode=00&merId=" + TestUnionpay.MERCHANT_ID);
        assertAllUnknown();
    }

    @ParameterizedTest
    @CsvSource({
        "merId, 777290058119999",
        "orderId, T0000000002",
        "subMerId, 898330000009999",
        "txnType, 76",
        "txnSubType, 42",
        "orderId, ''",
        "merId, ''"
    })
    void anAnswerToAnotherQuestionIsUnknown(String name, String value) {
        Map<String, String> fields = paid();
        fields.put(name, value);
        acquirer.says(fields);
        assertThat(channel.query(ORDER, MERCHANT)).isInstanceOf(QueryResult.Unknown.class);
        assertThat(charge(Scene.NATIVE, Payer.ANYBODY)).isInstanceOf(ChargeResult.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 401, 404, 500, 502})
    void anyOtherStatusIsUnknown(int status) {
        acquirer.answers((question, out) -> OddAcquirer.write(
                out,
                status,
                "text/html",
                status == 204 ? "" : OddAcquirer.told(question, paid(), TestUnionpay.PLATFORM.getPrivate())));
        assertAllUnknown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "<html></html>", "&&&", "respCode=00&respCode=00", "=1"})
    void whatIsNoAnswerIsUnknown(String body) {
        acquirer.answers(200, "text/html", body);
        assertAllUnknown();
    }

    @Test
    void anAnswerWithoutEndIsUnknown() {
        acquirer.answers(200, "text/html", "respCode=00&a=" + "x".repeat(200_000));
        assertAllUnknown();
    }

    @ParameterizedTest
    @CsvSource({
        "00, Unknown",
        "02, Unknown",
        "12, Unknown",
        "34, Unknown",
        "99, Unknown",
        "'', Unknown",
        "zz, Unknown",
        "01, Declined",
        "31, Declined",
        "64, Declined"
    })
    void onlyAClearNoDeclinesAnOrder(String code, String outcome) {
        // Without an address to pay at, success is not one.
        acquirer.says(Map.of("respCode", code, "respMsg", "某句话"));
        assertThat(charge(Scene.NATIVE, Payer.ANYBODY).getClass().getSimpleName())
                .isEqualTo(outcome);
        assertThat(charge(Scene.JSAPI, PAYER).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"02, Waiting", "12, Waiting", "00, Unknown", "34, Unknown", "99, Unknown", "61, Declined"})
    void aShownCodeWaitsForItsPayer(String code, String outcome) {
        acquirer.says(Map.of("respCode", code));
        assertThat(charge(Scene.CODE, showing()).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(acquirer.question().get("qrNo")).isEqualTo("6298765432101234560");
    }

    @Test
    void aPaymentThatCannotBeReadIsAskedAbout() {
        for (String broken : List.of("txnAmt", "payTime", "queryId")) {
            Map<String, String> fields = paid();
            fields.put(broken, broken.equals("queryId") ? "" : "x");
            acquirer.says(fields);
            assertThat(charge(Scene.CODE, showing())).isInstanceOf(ChargeResult.Unknown.class);
            assertThat(channel.query(ORDER, MERCHANT)).isInstanceOf(QueryResult.Unknown.class);
        }
    }

    @Test
    void whatAQuerySaysIsPassedOnForTheBookingToCompare() {
        Map<String, String> fields = paid();
        fields.putAll(Map.of("txnAmt", "1", "currencyCode", "344"));
        acquirer.says(fields);
        assertThat(channel.query(ORDER, MERCHANT)).isInstanceOfSatisfying(QueryResult.Paid.class, paid -> {
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1));
            assertThat(paid.notice().currency()).isEqualTo("344");
            assertThat(paid.notice().source()).isEqualTo(PaidNotice.Source.QUERY);
        });
        assertThat(acquirer.requests.getLast()).startsWith("POST /gateway/api/queryTrans.do HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({"02, Waiting", "12, Waiting", "01, Closed", "64, Closed", "03, Unknown", "'', Unknown", "34, Unknown"})
    void aQueryTellsTheOrdersState(String state, String outcome) {
        acquirer.says(Map.of("respCode", "00", "origRespCode", state));
        assertThat(channel.query(ORDER, MERCHANT).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"00, Closed", "34, Closed", "35, AlreadyPaid", "02, Unknown", "01, Unknown", "99, Unknown"})
    void closingBelievesOnlyWhatIsClear(String code, String outcome) {
        acquirer.says(Map.of("respCode", code));
        assertThat(channel.close(ORDER, MERCHANT).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(channel.cancel(ORDER, MERCHANT).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "00, Underway",
        "02, Underway",
        "12, Underway",
        "33, Declined",
        "34, Unknown",
        "03, Unknown",
        "'', Unknown"
    })
    void aRefundIsTakenDeclinedOrAskedAbout(String code, String outcome) {
        acquirer.says(Map.of("respCode", code));
        assertThat(channel.refund(TestUnionpay.refund("R0000000001", "8626", 100))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"02, Underway", "36, Declined", "00, Unknown", "03, Unknown", "'', Unknown"})
    void whatBecameOfARefundIsTold(String state, String outcome) {
        // Done without its facts is nothing to book.
        acquirer.says(Map.of("respCode", "00", "origRespCode", state));
        assertThat(channel.queryRefund(TestUnionpay.refund("R0000000001", "8626", 100))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void anAmountThatNoFieldHoldsIsDeclinedUnasked() {
        assertThat(channel.charge(new ChargeRequest(
                        ORDER,
                        MERCHANT,
                        Scene.NATIVE,
                        Money.ofFen(1_000_000_000_000L),
                        "A12",
                        Payer.ANYBODY,
                        false,
                        Instant.now())))
                .isInstanceOf(ChargeResult.Declined.class);
        assertThat(acquirer.requests).isEmpty();
    }

    @Test
    void aCodeForWalletsFromAbroadNeedsANumberOfFifteenCharacters() {
        ChargeResult short14 = channel.charge(new ChargeRequest(
                ORDER,
                "89833000000010",
                Scene.EMVCO,
                Money.ofFen(1),
                "A12",
                Payer.ANYBODY,
                false,
                Instant.now().plusSeconds(60)));
        assertThat(short14).isInstanceOf(ChargeResult.Declined.class);
        assertThat(charge(Scene.EMVCO, Payer.ANYBODY)).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(acquirer.requests).isEmpty();
    }

    private static Map<String, String> paid() {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.keySet().removeAll(List.of("txnType", "txnSubType", "merId", "orderId", "subMerId"));
        fields.put("origRespCode", "00");
        return fields;
    }

    private static Payer showing() {
        return Payer.showing(PaymentCode.read("6298765432101234560").orElseThrow());
    }

    private ChargeResult charge(Scene scene, Payer payer) {
        return channel.charge(TestUnionpay.charge(scene, payer));
    }

    private void assertAllUnknown() {
        assertThat(charge(Scene.JSAPI, PAYER)).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(charge(Scene.NATIVE, Payer.ANYBODY)).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(charge(Scene.CODE, showing())).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(channel.query(ORDER, MERCHANT)).isInstanceOf(QueryResult.Unknown.class);
        assertThat(channel.close(ORDER, MERCHANT)).isInstanceOf(CloseResult.Unknown.class);
        assertThat(channel.cancel(ORDER, MERCHANT)).isInstanceOf(CloseResult.Unknown.class);
        assertThat(channel.refund(TestUnionpay.refund("R0000000001", "8626", 100)))
                .isInstanceOf(RefundResult.Unknown.class);
        assertThat(channel.queryRefund(TestUnionpay.refund("R0000000001", "8626", 100)))
                .isInstanceOf(RefundResult.Unknown.class);
        assertThat(channel.signIn().orElseThrow().payerId("code-1", "UnionPay/1.0 ICBC"))
                .isEmpty();
        assertThat(channel.bills().orElseThrow().fetch(LocalDate.of(2026, 11, 21), folder))
                .isInstanceOf(BillResult.Unknown.class);
    }
}
