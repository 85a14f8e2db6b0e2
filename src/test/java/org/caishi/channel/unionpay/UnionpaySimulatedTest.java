/** The adapter against the shipped simulator over HTTP: orders, states, closing, codes, notices, the payer's id. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.caishi.channel.ChannelName;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.Payer;
import org.caishi.channel.PayerSignIn;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RawNotice;
import org.caishi.channel.Scene;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionpaySimulatedTest {
    private static final String MERCHANT = TestUnionpay.SUB_MERCHANT;
    private static final String ICBC = "Mozilla/5.0 (Linux; Android 14) UnionPay/1.0 ICBC";

    @TempDir
    static Path data;

    private static SimulatedUnionpay unionpay;

    @BeforeAll
    static void start() throws Exception {
        unionpay = new SimulatedUnionpay(data);
    }

    @AfterAll
    static void stop() {
        unionpay.close();
    }

    @BeforeEach
    void emptyInbox() {
        unionpay.forgetNotices();
    }

    @Test
    void anOrderForAPayerGivesTheAddressToPayAt() throws Exception {
        ChargeResult result = charge(Scene.JSAPI, 1250, unionpay.payer(ICBC));
        assertThat(parameters(result)).containsOnlyKeys("payUrl");
        URI sheet = URI.create(parameters(result).get("payUrl"));
        assertThat(sheet.toString()).startsWith(unionpay.base + "/wallet/");
        assertThat(unionpay.get(sheet).body()).contains("12.50", "老城菜市 A12 鲜鱼", "模拟云闪付");
    }

    @Test
    void anOrderByCodeGivesTheCodesAddress() {
        ChargeResult result = charge(Scene.NATIVE, 1250, Payer.ANYBODY);
        assertThat(parameters(result)).containsOnlyKeys("codeUrl");
        assertThat(parameters(result).get("codeUrl")).startsWith(unionpay.base + "/wallet/");
    }

    @Test
    void theSameChargeTwiceIsOneOrder() {
        ChargeRequest charge =
                SimulatedUnionpay.charge(SimulatedUnionpay.newNumber(), Scene.NATIVE, 1250, Payer.ANYBODY);
        assertThat(parameters(unionpay.channel.charge(charge))).isEqualTo(parameters(unionpay.channel.charge(charge)));
    }

    @Test
    void otherContentUnderTheSameNumberIsToBeAskedAbout() {
        String number = SimulatedUnionpay.newNumber();
        assertThat(charge(number, Scene.NATIVE, 1250, Payer.ANYBODY)).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(charge(number, Scene.NATIVE, 1251, Payer.ANYBODY)).isEqualTo(new ChargeResult.Unknown("12"));
    }

    @Test
    void whatTheAcquirerRefusesIsDeclinedInItsWords() {
        assertThat(charge(Scene.JSAPI, 1250, Payer.known("not-an-id", "203.0.113.7")))
                .isInstanceOfSatisfying(ChargeResult.Declined.class, declined -> {
                    assertThat(declined.code()).isEqualTo("10");
                    assertThat(declined.words()).contains("userId");
                });
    }

    @Test
    void withoutAnAddressNobodyIsAsked() throws Exception {
        Payer payer = unionpay.payer(ICBC);
        assertThat(charge(Scene.JSAPI, 1, Payer.known(String.valueOf(payer.id()), null)))
                .isInstanceOfSatisfying(
                        ChargeResult.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo("PAYER"));
        assertThat(charge(Scene.JSAPI, 1, Payer.ANYBODY)).isInstanceOf(ChargeResult.Declined.class);
        assertThat(charge(Scene.CODE, 1, Payer.ANYBODY)).isInstanceOf(ChargeResult.Declined.class);
        assertThat(charge(Scene.NATIVE, 0, Payer.ANYBODY)).isInstanceOf(ChargeResult.Declined.class);
    }

    @Test
    void aQueryFollowsTheOrder() throws Exception {
        String number = SimulatedUnionpay.newNumber();
        assertThat(unionpay.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Missing());

        assertThat(charge(number, Scene.NATIVE, 1250, Payer.ANYBODY)).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(unionpay.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Waiting());
        assertThat(unionpay.channel.query(number, "898330000000200")).isEqualTo(new QueryResult.Missing());

        unionpay.pay(number, "{}");
        assertThat(unionpay.channel.query(number, MERCHANT)).isInstanceOfSatisfying(QueryResult.Paid.class, paid -> {
            assertThat(paid.notice().channel()).isEqualTo(ChannelName.UNIONPAY);
            assertThat(paid.notice().orderNo()).isEqualTo(number);
            assertThat(paid.notice().merchantNo()).isEqualTo(MERCHANT);
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1250));
            assertThat(paid.notice().currency()).isEqualTo("CNY");
            assertThat(paid.notice().paidAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
        assertThat(charge(number, Scene.NATIVE, 1250, Payer.ANYBODY)).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(unionpay.channel.close(number, MERCHANT)).isEqualTo(new CloseResult.AlreadyPaid());
    }

    @Test
    void aClosedOrderTakesNoMoney() {
        String number = SimulatedUnionpay.newNumber();
        assertThat(charge(number, Scene.NATIVE, 1250, Payer.ANYBODY)).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(unionpay.channel.close(number, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(unionpay.channel.close(number, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(unionpay.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Closed("01"));
        assertThat(charge(number, Scene.NATIVE, 1250, Payer.ANYBODY)).isInstanceOf(ChargeResult.Declined.class);
        assertThat(unionpay.channel.close(SimulatedUnionpay.newNumber(), MERCHANT))
                .isEqualTo(new CloseResult.Closed());
    }

    @Test
    void aCodeForWalletsFromAbroadIsPaidUnderOurNumber() throws Exception {
        String number = SimulatedUnionpay.newNumber();
        String code =
                parameters(charge(number, Scene.EMVCO, 8800, Payer.ANYBODY)).getOrDefault("codeUrl", "");
        assertThat(EmvCodeTest.fields(code)).containsEntry("54", "88.00").containsEntry("01", "12");
        assertThat(unionpay.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Missing());

        assertThat(unionpay.control("scan", "{\"code\":\"%s\"}".formatted(code)))
                .contains("\"orderId\":\"" + number + "\"", "\"amountFen\":8800");
        unionpay.pay(number, "{}");
        assertThat(unionpay.channel.read(unionpay.nextNotice()))
                .isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
                    assertThat(paid.notice().orderNo()).isEqualTo(number);
                    assertThat(paid.notice().merchantNo()).isEqualTo(MERCHANT);
                    assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(8800));
                });
        assertThat(unionpay.channel.query(number, MERCHANT)).isInstanceOf(QueryResult.Paid.class);
        String damaged = code.replace("88.00", "08.00");
        assertThat(unionpay.post("/control/scan", "application/json", "{\"code\":\"%s\"}".formatted(damaged))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"0, PAID", "5, 61", "6, UNKNOWN", "7, WAITING", "9, 64"})
    void aShownCodeIsChargedAtOnce(String lastDigit, String outcome) {
        String number = SimulatedUnionpay.newNumber();
        ChargeResult result = charge(number, Scene.CODE, 880, showing(lastDigit));
        switch (result) {
            case ChargeResult.Paid(String txn, Money amount, Instant at) -> {
                assertThat(outcome).isEqualTo("PAID");
                assertThat(amount).isEqualTo(Money.ofFen(880));
                assertThat(txn).isNotBlank();
                assertThat(at).isBetween(Instant.now().minusSeconds(60), Instant.now());
            }
            case ChargeResult.Declined(String code, String words) ->
                assertThat(code).isEqualTo(outcome);
            case ChargeResult.Waiting(Map<String, String> none) -> {
                assertThat(outcome).isEqualTo("WAITING");
                assertThat(none).isEmpty();
                await().untilAsserted(() ->
                        assertThat(unionpay.channel.query(number, MERCHANT)).isInstanceOf(QueryResult.Paid.class));
            }
            case ChargeResult.Unknown(String why) -> {
                assertThat(outcome).isEqualTo("UNKNOWN");
                assertThat(unionpay.channel.query(number, MERCHANT)).isInstanceOf(QueryResult.Paid.class);
            }
        }
    }

    @Test
    void aPayerWhoGivesUpEndsTheCharge() {
        String number = SimulatedUnionpay.newNumber();
        assertThat(charge(number, Scene.CODE, 880, showing("8"))).isInstanceOf(ChargeResult.Waiting.class);
        await().untilAsserted(() ->
                assertThat(unionpay.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Closed("01")));
    }

    @Test
    void aReversedChargeIsNotPaidHoweverItStood() {
        String unclear = SimulatedUnionpay.newNumber();
        assertThat(charge(unclear, Scene.CODE, 880, showing("6"))).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(unionpay.channel.cancel(unclear, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(unionpay.channel.cancel(unclear, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(unionpay.channel.query(unclear, MERCHANT))
                .as("it was paid, and given back")
                .isInstanceOfSatisfying(
                        QueryResult.GivenBack.class,
                        back -> assertThat(back.notice().amount()).isEqualTo(Money.ofFen(880)));
        assertThat(unionpay.channel.cancel(SimulatedUnionpay.newNumber(), MERCHANT))
                .isEqualTo(new CloseResult.Closed());
    }

    @Test
    void theNoticeOfAPaymentIsBelieved() throws Exception {
        String number = unionpay.paid(1250, "{}");
        RawNotice notice = unionpay.nextNotice();
        assertThat(unionpay.channel.read(notice)).isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
            assertThat(paid.notice().orderNo()).isEqualTo(number);
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1250));
            assertThat(paid.notice().currency()).isEqualTo("CNY");
            assertThat(paid.notice().receivedAt()).isEqualTo(notice.receivedAt());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"badSignature\":true}|SIGNATURE",
                "{\"wrongKey\":true}|SIGNATURE",
                "{\"ageSeconds\":400}|STALE",
                "{\"ageSeconds\":-400}|STALE",
                "{\"wrongMerchant\":\"777290058119999\"}|NOT_FOR_US"
            })
    void aNoticeThatIsWrongIsRefused(String fault, Reason reason) throws Exception {
        var _ = unionpay.paid(1250, fault);
        assertThat(unionpay.channel.read(unionpay.nextNotice()))
                .isInstanceOfSatisfying(
                        NoticeReading.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"wrongAmount\":1}|1|CNY|898330000000101",
                "{\"wrongCurrency\":\"344\"}|1250|344|898330000000101",
                "{\"wrongSubMerchant\":\"898330000009999\"}|1250|CNY|898330000009999"
            })
    void whatOnlyTheOrderCanTellIsPassedOn(String fault, long fen, String currency, String merchant) throws Exception {
        var _ = unionpay.paid(1250, fault);
        assertThat(unionpay.channel.read(unionpay.nextNotice()))
                .isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
                    assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(fen));
                    assertThat(paid.notice().currency()).isEqualTo(currency);
                    assertThat(paid.notice().merchantNo()).isEqualTo(merchant);
                });
    }

    @ParameterizedTest
    @CsvSource({"500, ok", "200, fail", "200, ''"})
    void aNoticeThatIsNotAnsweredOkComesAgainSignedAnew(int status, String body) throws Exception {
        unionpay.answerWith(status, body);
        String number = unionpay.paid(1250, "{}");
        RawNotice first = unionpay.nextNotice();
        RawNotice second = unionpay.nextNotice();
        assertThat(unionpay.channel.read(first)).isInstanceOf(NoticeReading.Paid.class);
        assertThat(unionpay.channel.read(second)).isInstanceOf(NoticeReading.Paid.class);
        unionpay.answerWith(200, "ok");
        await().untilAsserted(
                        () -> assertThat(unionpay.get(URI.create(unionpay.base + "/control/transactions/" + number))
                                        .body())
                                .contains("\"acknowledged\":true"));
    }

    @Test
    void answersSayWhetherToComeAgain() {
        assertThat(unionpay.channel.accepted().status()).isEqualTo(200);
        assertThat(unionpay.channel.accepted().body()).isEqualTo("ok");
        assertThat(unionpay.channel.refused("busy").status()).isEqualTo(500);
        assertThat(unionpay.channel.refused("busy").body()).isNotEqualTo("ok");
        assertThat(unionpay.channel
                        .refused(new NoticeReading.Refused(Reason.SIGNATURE, "no"))
                        .status())
                .isEqualTo(500);
        assertThat(unionpay.channel.splits()).isEmpty();
        assertThat(unionpay.channel.scenes())
                .containsExactlyInAnyOrder(Scene.JSAPI, Scene.NATIVE, Scene.EMVCO, Scene.CODE);
    }

    @Test
    void aCodeServesOnceAndOnlyInItsApp() throws Exception {
        PayerSignIn signIn = unionpay.channel.signIn().orElseThrow();
        String first = code(signIn, ICBC);
        assertThat(signIn.payerId(first, ICBC)).get().asString().matches("[A-Za-z0-9_-]{43}");
        assertThat(signIn.payerId(first, ICBC)).isEmpty();
        assertThat(signIn.payerId(code(signIn, ICBC), "UnionPay/1.0 CloudPay")).isEmpty();
        assertThat(signIn.payerId("never-given", ICBC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/q/x", "javascript:alert(1)", ""})
    void nobodyIsSentToAnotherSite(String elsewhere) throws Exception {
        URI page = URI.create(unionpay.base + "/qrcGtwWeb-web/api/userAuth?version=1.0.0&redirectUrl="
                + java.net.URLEncoder.encode(elsewhere, java.nio.charset.StandardCharsets.UTF_8));
        assertThat(unionpay.get(page).statusCode()).isEqualTo(400);
    }

    private static String code(PayerSignIn signIn, String userAgent) throws Exception {
        URI back =
                URI.create(unionpay.get(signIn.authorize(URI.create(unionpay.site + "/q/0001abc"), "st4te", userAgent))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow());
        assertThat(back.toString()).startsWith(unionpay.site + "/q/0001abc?state=st4te&userAuthCode=");
        return back.getQuery().replaceAll(".*userAuthCode=([^&]+).*", "$1");
    }

    private static Payer showing(String lastDigit) {
        return Payer.showing(PaymentCode.read("629876543210123456" + lastDigit).orElseThrow());
    }

    private static ChargeResult charge(Scene scene, long fen, Payer payer) {
        return charge(SimulatedUnionpay.newNumber(), scene, fen, payer);
    }

    private static ChargeResult charge(String number, Scene scene, long fen, Payer payer) {
        return unionpay.channel.charge(SimulatedUnionpay.charge(number, scene, fen, payer));
    }

    private static Map<String, String> parameters(ChargeResult result) {
        return result instanceof ChargeResult.Waiting waiting
                ? waiting.parameters()
                : org.assertj.core.api.Assertions.fail(result.toString());
    }
}
