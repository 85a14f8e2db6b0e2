/** Notices as a merchant gets them: signed, encrypted, repeated, and wrong in every way a test can ask for. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.exception.DecryptionException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WechatNoticesTest {
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

    @BeforeEach
    void anHonestMerchant() throws Exception {
        simulator.answerWith(204);
        simulator.post("/control/faults", "{\"next\":0}");
        simulator.inbox.clear();
    }

    @Test
    void aPaymentIsToldWithEverythingTheMerchantMustCompare() throws Exception {
        String number = simulator.paidOrder(1250, "{}");
        Transaction told = parsed(arrived(1).getFirst());
        assertThat(told.getOutTradeNo()).isEqualTo(number);
        assertThat(told.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
        assertThat(told.getSpAppid()).isEqualTo(simulator.keys.spAppid());
        assertThat(told.getSpMchid()).isEqualTo(simulator.keys.spMchid());
        assertThat(told.getSubMchid()).isEqualTo(RunningSimulator.SUB_MCHID);
        assertThat(told.getAmount().getTotal()).isEqualTo(1250);
        assertThat(told.getAmount().getPayerTotal()).isEqualTo(1250);
        assertThat(told.getAmount().getCurrency()).isEqualTo("CNY");
        assertThat(told.getTransactionId()).startsWith("4200");
        assertThat(told.getAttach()).isEqualTo("A12");
        assertThat(told.getSuccessTime()).isNotEmpty();
        awaitAcknowledged(number, 1);
    }

    @Test
    void aNoticeThatIsNotAcknowledgedComesAgainWithItsId() throws Exception {
        simulator.answerWith(500);
        String number = simulator.paidOrder(100, "{}");
        List<RunningSimulator.Notice> notices = arrived(2);
        simulator.answerWith(204);
        assertThat(id(notices.get(1))).isEqualTo(id(notices.get(0)));
        assertThat(notices.get(1).signature()).isNotEqualTo(notices.get(0).signature());
        assertThat(parsed(notices.get(1)).getOutTradeNo()).isEqualTo(number);
        await().untilAsserted(() -> assertThat(known(number)).contains("\"acknowledged\":true"));
    }

    @Test
    void duplicatesArriveBesideTheNotice() throws Exception {
        String number = simulator.paidOrder(100, "{\"duplicates\":4}");
        List<RunningSimulator.Notice> notices = arrived(5);
        assertThat(notices)
                .allSatisfy(notice -> assertThat(parsed(notice).getOutTradeNo()).isEqualTo(number));
        assertThat(notices.stream().map(WechatNoticesTest::id).distinct()).hasSize(1);
        awaitAcknowledged(number, 1);
        assertThat(simulator.inbox).hasSize(5);
    }

    @Test
    void aWrongSignatureIsRefusedByTheSdkAndTheRetryIsRight() throws Exception {
        simulator.answerWith(401);
        String number = simulator.paidOrder(100, "{\"badSignature\":true}");
        List<RunningSimulator.Notice> notices = arrived(2);
        simulator.answerWith(204);
        assertThatThrownBy(() -> parsed(notices.get(0))).isInstanceOf(ValidationException.class);
        assertThat(parsed(notices.get(1)).getOutTradeNo()).isEqualTo(number);
    }

    @Test
    void aProbeCarriesTheMarkOfAProbeAndIsRefused() throws Exception {
        simulator.paidOrder(100, "{\"signtest\":true}");
        RunningSimulator.Notice probe = arrived(1).getFirst();
        assertThat(probe.signature()).startsWith("WECHATPAY/SIGNTEST/");
        assertThatThrownBy(() -> parsed(probe)).isInstanceOf(ValidationException.class);
    }

    @Test
    void anotherKeyIsFoundOutByDecryptingOnly() throws Exception {
        simulator.paidOrder(100, "{\"wrongKey\":true}");
        RunningSimulator.Notice notice = arrived(1).getFirst();
        assertThatThrownBy(() -> parsed(notice)).isInstanceOf(DecryptionException.class);
    }

    @Test
    void whatItSaysCanBeWrongUnderARightSignature() throws Exception {
        String number = simulator.paidOrder(100, """
                {"wrongAmount":99,"wrongCurrency":"USD","wrongAppid":"wx1","wrongMchid":"1","wrongSubMchid":"2","attempts":9}""");
        Transaction told = parsed(arrived(1).getFirst());
        assertThat(told.getOutTradeNo()).isEqualTo(number);
        assertThat(told.getAmount().getTotal()).isEqualTo(99);
        assertThat(told.getAmount().getCurrency()).isEqualTo("USD");
        assertThat(told.getSpAppid()).isEqualTo("wx1");
        assertThat(told.getSpMchid()).isEqualTo("1");
        assertThat(told.getSubMchid()).isEqualTo("2");
        assertThat(known(number)).contains("\"amountFen\":100");
    }

    @Test
    void anOldNoticeIsRightlySignedButOld() throws Exception {
        simulator.paidOrder(100, "{\"ageSeconds\":600}");
        RunningSimulator.Notice notice = arrived(1).getFirst();
        assertThat(parsed(notice).getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
        assertThat(Long.parseLong(
                        notice.param().getMessage().lines().findFirst().orElseThrow()))
                .isLessThan(Instant.now().getEpochSecond() - 590);
    }

    @Test
    void aLostNoticeNeverArrivesThoughTheOrderIsPaid() throws Exception {
        String number = simulator.paidOrder(100, "{\"loss\":true,\"attempts\":3}");
        await().untilAsserted(() -> assertThat(known(number)).contains("\"noticeAttempts\":3"));
        assertThat(simulator.inbox).isEmpty();
        assertThat(known(number)).contains("\"state\":\"SUCCESS\"");
        assertThat(parsed(arrived(1).getFirst()).getOutTradeNo()).isEqualTo(number);
    }

    @Test
    void aDelayedNoticeIsOvertaken() throws Exception {
        String delayed = simulator.paidOrder(100, "{\"delayMillis\":3000}");
        String quick = simulator.paidOrder(100, "{}");
        // A late one of another test's order may come between.
        Set<String> ours = Set.of(delayed, quick);
        List<String> told = await().until(() -> told(ours), both -> both.size() == 2);
        assertThat(told).containsExactly(quick, delayed);
    }

    @Test
    void aSlowPaymentIsToldInTheEnd() throws Exception {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 100));
        simulator.post("/control/pay", "{\"outTradeNo\":\"" + number + "\",\"outcome\":\"slow\"}");
        assertThat(parsed(arrived(1).getFirst()).getOutTradeNo()).isEqualTo(number);
    }

    @Test
    void faultsForTheNextNoticesEndByThemselves() throws Exception {
        simulator.post("/control/faults", "{\"next\":2,\"faults\":{\"wrongAmount\":7}}");
        for (int i = 0; i < 3; i++) {
            simulator.paidOrder(100, "null");
            arrived(i + 1);
        }
        assertThat(simulator.inbox.stream()
                        .map(WechatNoticesTest::parsed)
                        .map(told -> told.getAmount().getTotal()))
                .containsExactly(7, 7, 100);
    }

    @Test
    void twentyTapsAtOncePayOnceAndTellOnce() throws Exception {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 100));
        List<Integer> answers;
        try (ExecutorService taps = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> tap = () -> simulator
                    .post("/control/pay", "{\"outTradeNo\":\"" + number + "\"}")
                    .statusCode();
            answers = taps.invokeAll(Collections.nCopies(20, tap)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertThat(answers).hasSize(20).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 400);
        awaitAcknowledged(number, 1);
        assertThat(simulator.inbox).hasSize(1);
    }

    @Test
    void aRefusalAtThePaySheetTellsNothing() throws Exception {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 100));
        var answer = simulator.post("/control/pay", "{\"outTradeNo\":\"" + number + "\",\"outcome\":\"refuse\"}");
        assertThat(answer.body()).contains("\"state\":\"NOTPAY\"");
        simulator.paidOrder(200, "{}");
        assertThat(parsed(arrived(1).getFirst()).getAmount().getTotal()).isEqualTo(200);
    }

    private static List<RunningSimulator.Notice> arrived(int count) {
        await().untilAsserted(() -> assertThat(simulator.inbox).hasSizeGreaterThanOrEqualTo(count));
        return List.copyOf(simulator.inbox);
    }

    private static List<String> told(Set<String> ours) {
        return simulator.inbox.stream()
                .map(notice -> parsed(notice).getOutTradeNo())
                .filter(ours::contains)
                .toList();
    }

    private static Transaction parsed(RunningSimulator.Notice notice) {
        return simulator.parser().parse(notice.param(), Transaction.class);
    }

    private static String id(RunningSimulator.Notice notice) {
        return notice.body().substring(0, notice.body().indexOf(','));
    }

    private static String known(String number) throws Exception {
        return simulator.get("/control/transactions/" + number).body();
    }

    private static void awaitAcknowledged(String number, int attempts) {
        await().untilAsserted(() ->
                assertThat(known(number)).contains("\"acknowledged\":true", "\"noticeAttempts\":" + attempts));
    }
}
