/** The product's own adapter against the shipped simulator over HTTP: every operation, every outcome. */
package org.caishi.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Payer;
import org.caishi.channel.PayerSignIn;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.channel.Scene;
import org.caishi.channel.SplitDesk;
import org.caishi.channel.SplitRequest;
import org.caishi.channel.SplitResult;
import org.caishi.channel.SplitReturn;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlipaySimulatedTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SplitDesk.SplitReceiver MARKET =
            new SplitDesk.SplitReceiver(SplitDesk.SplitReceiver.Kind.MERCHANT, "2088000000000777", "老城菜市");

    @TempDir
    static Path data;

    private static SimulatedAlipay alipay;

    @BeforeAll
    static void start() throws Exception {
        alipay = new SimulatedAlipay(data);
    }

    @AfterAll
    static void stop() {
        alipay.close();
    }

    @Test
    void thePayerIsToldOnce() throws Exception {
        PayerSignIn signIn = alipay.channel.signIn().orElseThrow();
        URI back = location(signIn.authorize(URI.create(alipay.site + "/q/token"), "s t"));
        assertThat(back.toString()).startsWith(alipay.site + "/q/token?").contains("state=s%20t");
        String code = back.getQuery().replaceAll(".*auth_code=([^&]*).*", "$1");

        String payer = signIn.payerId(code).orElseThrow();
        assertThat(payer).matches("2088\\d{12}");
        assertThat(signIn.payerId(code)).as("a code serves once").isEmpty();
        assertThat(signIn.payerId("no such code")).isEmpty();
        assertThat(alipay.get(signIn.authorize(URI.create("https://elsewhere.example/"), "s"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void inTheWalletATradeIsCreatedPaidToldAndFound() throws Exception {
        String number = SimulatedAlipay.newNumber();
        ChargeResult charged = alipay.channel.charge(
                SimulatedAlipay.charge(number, Scene.JSAPI, 1249, Payer.known(TestAlipay.PAYER, null)));
        assertThat(charged).isInstanceOf(ChargeResult.Waiting.class);
        String trade = ((ChargeResult.Waiting) charged).parameters().get("tradeNO");
        assertThat(alipay.channel.query(number, TestAlipay.SMID)).isInstanceOf(QueryResult.Waiting.class);

        alipay.pay(number, "{}");

        PaidNotice told = paid(read(number));
        assertThat(told.amount()).isEqualTo(Money.ofFen(1249));
        assertThat(told.merchantNo()).isEqualTo(TestAlipay.SMID);
        assertThat(told.channelTxn()).isEqualTo(trade);
        PaidNotice found = ((QueryResult.Paid) alipay.channel.query(number, TestAlipay.SMID)).notice();
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("receivedAt", "source")
                .isEqualTo(told);
        assertThat(alipay.channel.close(number, TestAlipay.SMID)).isInstanceOf(CloseResult.AlreadyPaid.class);
    }

    @Test
    void theSameOrderTwiceIsOneTradeAndWithOtherContentIsAskedAbout() {
        String number = SimulatedAlipay.newNumber();
        Instant expires = Instant.now().plusSeconds(300);
        ChargeResult first = alipay.channel.charge(order(number, 100, expires));
        assertThat(alipay.channel.charge(order(number, 100, expires))).isEqualTo(first);
        assertThat(alipay.channel.charge(order(number, 101, expires))).isInstanceOf(ChargeResult.Unknown.class);
    }

    @Test
    void aShownCodeIsNoTradeUntilItIsScanned() throws Exception {
        String number = SimulatedAlipay.newNumber();
        ChargeResult shown = alipay.channel.charge(SimulatedAlipay.charge(number, Scene.NATIVE, 880, Payer.ANYBODY));
        URI code = URI.create(((ChargeResult.Waiting) shown).parameters().get("codeUrl"));
        assertThat(code.getPath()).startsWith("/simulator/alipay/wallet/");
        assertThat(alipay.channel.query(number, TestAlipay.SMID)).isInstanceOf(QueryResult.Missing.class);
        assertThat(alipay.channel.close(number, TestAlipay.SMID)).isInstanceOf(CloseResult.Unknown.class);

        assertThat(alipay.get(code).body()).contains("模拟支付宝", "8.80", TestAlipay.SMID);
        assertThat(alipay.channel.query(number, TestAlipay.SMID)).isInstanceOf(QueryResult.Waiting.class);
        assertThat(alipay.channel.close(number, TestAlipay.SMID)).isInstanceOf(CloseResult.Closed.class);
        assertThat(alipay.channel.query(number, TestAlipay.SMID)).isEqualTo(new QueryResult.Closed("TRADE_CLOSED"));
        assertThat(alipay.channel.close(number, TestAlipay.SMID)).isInstanceOf(CloseResult.Closed.class);
        assertThat(alipay.form(code, "outcome=PAY").body()).contains("订单已关闭");
    }

    @ParameterizedTest
    @CsvSource({
        "281111111111111110, Paid, Paid",
        "281111111111111115, Declined, Closed",
        "281111111111111116, Unknown, Paid",
        "281111111111111117, Waiting, Paid",
        "281111111111111118, Waiting, Closed",
        "281111111111111119, Declined, Closed"
    })
    void aScannedCodeEndsAsTheConsumersWalletHasIt(String code, String atOnce, String atLast) {
        String number = SimulatedAlipay.newNumber();
        Payer payer = Payer.showing(PaymentCode.read(code).orElseThrow());
        ChargeResult charged = alipay.channel.charge(SimulatedAlipay.charge(number, Scene.CODE, 880, payer));
        assertThat(charged.getClass().getSimpleName()).isEqualTo(atOnce);
        if (charged instanceof ChargeResult.Waiting waiting) {
            assertThat(waiting.parameters()).isEmpty();
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(alipay.channel
                                .query(number, TestAlipay.SMID)
                                .getClass()
                                .getSimpleName())
                        .isEqualTo(atLast));
    }

    @Test
    void aChargeThatStaysUnclearIsUndone() {
        String paid = SimulatedAlipay.newNumber();
        Payer unclear = Payer.showing(PaymentCode.read("281111111111111116").orElseThrow());
        var unused = alipay.channel.charge(SimulatedAlipay.charge(paid, Scene.CODE, 880, unclear));
        assertThat(alipay.channel.cancel(paid, TestAlipay.SMID)).isInstanceOf(CloseResult.Closed.class);
        assertThat(alipay.channel.query(paid, TestAlipay.SMID))
                .as("it was paid, and given back")
                .isInstanceOfSatisfying(
                        QueryResult.GivenBack.class,
                        back -> assertThat(back.notice().amount()).isEqualTo(Money.ofFen(880)));
        assertThat(alipay.channel.cancel(SimulatedAlipay.newNumber(), TestAlipay.SMID))
                .isInstanceOf(CloseResult.Closed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"badSignature\":true}', SIGNATURE",
        "'{\"wrongKey\":true}', SIGNATURE",
        "'{\"wrongApp\":\"2021999999999999\"}', NOT_FOR_US",
        "'{\"wrongMerchant\":\"2088999999999999\"}', NOT_FOR_US",
        "'{\"ageSeconds\":301}', STALE"
    })
    void aNoticeThatIsNotAsItShouldBeIsRefusedAndItsRetryIsRight(String faults, Reason reason) throws Exception {
        alipay.answerWith("failure");
        String number = alipay.paid(100, faults);
        assertThat(read(number)).isInstanceOfSatisfying(NoticeReading.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
        });
        alipay.answerWith("success");
        assertThat(paid(read(number)).amount()).isEqualTo(Money.ofFen(100));
    }

    @Test
    void aGenuineNoticeMaySayAnotherSumCurrencyOrSubMerchant() throws Exception {
        assertThat(paid(read(alipay.paid(100, "{\"wrongAmount\":101}"))).amount())
                .isEqualTo(Money.ofFen(101));
        assertThat(paid(read(alipay.paid(100, "{\"wrongCurrency\":\"USD\"}"))).currency())
                .isEqualTo("USD");
        assertThat(paid(read(alipay.paid(100, "{\"wrongSubMerchant\":\"2088000000000999\"}")))
                        .merchantNo())
                .isEqualTo("2088000000000999");
    }

    @Test
    void aNoticeComesAgainUntilItIsTakenUnderTheSameId() throws Exception {
        alipay.answerWith("failure");
        String number = alipay.paid(100, "{\"duplicates\":2}");
        List<RawNotice> came = List.of(next(number), next(number), next(number), next(number));
        alipay.answerWith("success");
        assertThat(came.stream()
                        .map(notice -> AlipayForm.read(notice.body()).text("notify_id"))
                        .distinct())
                .hasSize(1);
        assertThat(came)
                .allSatisfy(notice -> assertThat(alipay.channel.read(notice)).isInstanceOf(NoticeReading.Paid.class));
    }

    @Test
    void onTheWalletsPageAPersonPicksWhatGoesWrong() throws Exception {
        String number = SimulatedAlipay.newNumber();
        ChargeResult shown = alipay.channel.charge(SimulatedAlipay.charge(number, Scene.NATIVE, 880, Payer.ANYBODY));
        URI code = URI.create(((ChargeResult.Waiting) shown).parameters().get("codeUrl"));
        assertThat(alipay.get(code).body()).contains("name=\"mishap\"", "金额变成 1 分");
        assertThat(alipay.form(code, "outcome=REFUSE&mishap=LOST").body()).contains("已取消支付");
        assertThat(alipay.form(code, "outcome=PAY&mishap=WRONG_AMOUNT&return=/q/orders/1")
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/q/orders/1"));
        assertThat(paid(read(number)).amount()).isEqualTo(Money.ofFen(1));
    }

    @Test
    void aRefundIsDoneOnceUnderItsNumberAndToldWithoutUnpaying() throws Exception {
        String number = alipay.paid(1250, "{}");
        String txn = paid(read(number)).channelTxn();
        RefundRequest first = refund("R" + number, txn, 300);
        assertThat(alipay.channel.queryRefund(first)).isInstanceOf(RefundResult.Missing.class);

        RefundResult.Done done = (RefundResult.Done) alipay.channel.refund(first);
        assertThat(done.notice().back()).isEqualTo(Money.ofFen(300));
        assertThat(done.notice().orderNo()).isEqualTo(number);
        assertThat(done.notice().merchantNo()).isEqualTo(TestAlipay.SMID);
        assertThat(read(number)).isEqualTo(new NoticeReading.Other("TRADE_SUCCESS after a refund"));
        assertThat(alipay.channel.refund(first)).as("again").isInstanceOf(RefundResult.Underway.class);
        assertThat(((RefundResult.Done) alipay.channel.queryRefund(first)).notice())
                .usingRecursiveComparison()
                .ignoringFields("at")
                .isEqualTo(done.notice());
        assertThat(alipay.channel.refund(refund("R" + number, txn, 301))).isInstanceOf(RefundResult.Declined.class);
        assertThat(alipay.channel.refund(refund("S" + number, txn, 951))).isInstanceOf(RefundResult.Declined.class);

        assertThat(alipay.channel.refund(refund("T" + number, txn, 950))).isInstanceOf(RefundResult.Done.class);
        assertThat(read(number)).isEqualTo(new NoticeReading.Other("TRADE_CLOSED after a refund"));
        assertThat(alipay.channel.query(number, TestAlipay.SMID))
                .as("closed after a full refund: paid, and given back")
                .isInstanceOfSatisfying(
                        QueryResult.GivenBack.class,
                        back -> assertThat(back.notice().channelTxn()).isEqualTo(txn));
        assertThat(alipay.channel.refund(refund("U" + number, "2026112299999999", 1)))
                .isInstanceOf(RefundResult.Declined.class);
    }

    @Test
    void partsGoOutAndComeBackAndTheRestIsSetFree() throws Exception {
        String number = alipay.paid(10_000, "{}");
        String txn = paid(read(number)).channelTxn();
        SplitDesk desk = alipay.channel.splits().orElseThrow();
        assertThat(desk.most(TestAlipay.SMID)).isEqualTo(new SplitDesk.RatioResult.Most(BasisPoints.of(3000)));
        SplitDesk.SplitReceiver stranger =
                new SplitDesk.SplitReceiver(SplitDesk.SplitReceiver.Kind.PERSON, "nobody@example.com", "无名");
        await().atMost(SOON)
                .until(() -> desk.split(split("X" + number, txn, number, stranger, 1)) instanceof SplitResult.Declined);
        assertThat(desk.register(TestAlipay.SMID, MARKET)).isInstanceOf(SplitDesk.ReceiverResult.Known.class);
        assertThat(desk.register(TestAlipay.SMID, MARKET))
                .as("known already is well")
                .isInstanceOf(SplitDesk.ReceiverResult.Known.class);

        SplitRequest split = split("S" + number, txn, number, MARKET, 60);
        assertThat(desk.querySplit(split)).isInstanceOf(SplitResult.Missing.class);
        await().atMost(SOON).until(() -> desk.split(split) instanceof SplitResult.Underway);
        await().atMost(SOON).until(() -> desk.querySplit(split) instanceof SplitResult.Done);
        assertThat(desk.split(split)).as("the same number again").isInstanceOf(SplitResult.Underway.class);
        assertThat(desk.split(split("S" + number, txn, number, MARKET, 61)))
                .as("the same number with other content")
                .isInstanceOf(SplitResult.Unknown.class);
        assertThat(desk.split(split("T" + number, txn, number, MARKET, 2_941)))
                .as("more than 30 %")
                .isInstanceOf(SplitResult.Declined.class);

        SplitReturn back = new SplitReturn(
                "B" + number, "S" + number, txn, number, TestAlipay.SMID, MARKET, Money.ofFen(40), "退款");
        assertThat(desk.queryTakenBack(back)).isInstanceOf(SplitResult.Missing.class);
        assertThat(desk.takeBack(back)).isInstanceOf(SplitResult.Done.class);
        assertThat(desk.takeBack(back)).as("again").isInstanceOf(SplitResult.Underway.class);
        assertThat(desk.queryTakenBack(back)).isInstanceOf(SplitResult.Done.class);
        assertThat(desk.takeBack(new SplitReturn(
                        "C" + number, "S" + number, txn, number, TestAlipay.SMID, MARKET, Money.ofFen(21), "退款")))
                .as("more than it still has")
                .isInstanceOf(SplitResult.Declined.class);

        assertThat(desk.finish("F" + number, txn, TestAlipay.SMID)).isInstanceOf(SplitResult.Underway.class);
        assertThat(desk.split(split("U" + number, txn, number, MARKET, 1))).isInstanceOf(SplitResult.Declined.class);
    }

    private NoticeReading read(String number) throws InterruptedException {
        return alipay.channel.read(next(number));
    }

    /** The next notice of one order; those of orders that other tests have done with are passed over. */
    private static RawNotice next(String number) throws InterruptedException {
        while (true) {
            RawNotice notice = alipay.nextNotice();
            if (AlipayForm.read(notice.body()).text("out_trade_no").equals(number)) {
                return notice;
            }
        }
    }

    private static PaidNotice paid(NoticeReading read) {
        assertThat(read).isInstanceOf(NoticeReading.Paid.class);
        return ((NoticeReading.Paid) read).notice();
    }

    private static RefundRequest refund(String refundNo, String txn, long back) {
        return new RefundRequest(refundNo, txn, TestAlipay.SMID, Money.ofFen(1250), Money.ofFen(back), "鱼不新鲜");
    }

    private static SplitRequest split(
            String splitNo, String txn, String orderNo, SplitDesk.SplitReceiver receiver, long fen) {
        return new SplitRequest(
                splitNo,
                txn,
                orderNo,
                TestAlipay.SMID,
                List.of(new SplitRequest.Part(receiver, Money.ofFen(fen), "市场管理费")),
                false);
    }

    private static org.caishi.channel.ChargeRequest order(String number, long fen, Instant expires) {
        return new org.caishi.channel.ChargeRequest(
                number,
                TestAlipay.SMID,
                Scene.JSAPI,
                Money.ofFen(fen),
                "A12",
                Payer.known(TestAlipay.PAYER, null),
                true,
                expires);
    }

    private static URI location(URI page) throws Exception {
        return URI.create(alipay.get(page).headers().firstValue("Location").orElseThrow());
    }
}
