/** What must not happen yet, with the service's own delays: nothing here waits for them. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WechatRealTimeTest {
    @TempDir
    static Path data;

    private static RunningSimulator simulator;

    @BeforeAll
    static void start() throws Exception {
        simulator = new RunningSimulator(data, "--caishi.simulator.retry-scale=1");
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void aNoticeHeldBackComesAfterTheOthers() throws Exception {
        String held = simulator.paidOrder(100, "{\"reorder\":2}");
        String first = simulator.paidOrder(100, "{}");
        String second = simulator.paidOrder(100, "{}");
        Set<String> ours = Set.of(held, first, second);
        await().atMost(Duration.ofSeconds(9)).until(() -> told(ours).size() == 3);
        assertThat(told(ours)).containsExactlyInAnyOrder(first, second, held);
        assertThat(told(ours)).last().isEqualTo(held);
    }

    @Test
    void aSlowPaymentIsPaidBeforeItIsTold() throws Exception {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 100));
        simulator.post("/control/pay", "{\"outTradeNo\":\"" + number + "\",\"outcome\":\"slow\"}");
        assertThat(simulator.get("/control/transactions/" + number).body())
                .contains("\"state\":\"SUCCESS\"", "\"noticeAttempts\":0");
        assertThat(told(Set.of(number))).isEmpty();
    }

    @Test
    void aNoticeThatFailedWaitsForItsTurn() throws Exception {
        String number = simulator.paidOrder(100, "{\"loss\":true}");
        await().untilAsserted(() -> assertThat(
                        simulator.get("/control/transactions/" + number).body())
                .contains("\"noticeAttempts\":1", "\"acknowledged\":false"));
        assertThat(told(Set.of(number))).isEmpty();
    }

    @Test
    void aSecondRefundWithinAMinuteIsTooOften() throws Exception {
        String order = simulator.paidOrder(1000, "{}");
        MerchantCalls calls = new MerchantCalls(simulator);
        calls.refund(order, "R1" + order, 400, 1000);
        calls.assertRefused(() -> calls.refund(order, "R2" + order, 600, 1000), 429, "FREQUENCY_LIMITED");
    }

    @Test
    void aSplitIsNotTakenRightAfterThePayment() throws Exception {
        String order = simulator.paidOrder(1000, "{}");
        MerchantCalls calls = new MerchantCalls(simulator);
        calls.assertRefused(() -> calls.share(order, "S" + order, 100), 400, "INVALID_REQUEST");
    }

    @Test
    void aPasswordBeingTypedIsNoPaymentYet() {
        MerchantCalls calls = new MerchantCalls(simulator);
        String number = RunningSimulator.newNumber();
        assertThat(calls.codepay(number, "134567890123456787").getTradeState()).isNull();
        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.USERPAYING);
    }

    /** Which of these orders were told of, in the order of arrival. */
    private static List<String> told(Set<String> orders) {
        return simulator.inbox.stream()
                .map(notice -> simulator.parser().parse(notice.param(), Transaction.class))
                .map(Transaction::getOutTradeNo)
                .filter(orders::contains)
                .toList();
    }
}
