/** Refunds and splits at the simulated service, asked for with the official SDK. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.service.profitsharing.model.CreateReturnOrderRequest;
import com.wechat.pay.java.service.profitsharing.model.DetailStatus;
import com.wechat.pay.java.service.profitsharing.model.OrderStatus;
import com.wechat.pay.java.service.profitsharing.model.OrdersEntity;
import com.wechat.pay.java.service.profitsharing.model.QueryMerchantRatioRequest;
import com.wechat.pay.java.service.profitsharing.model.QueryOrderAmountRequest;
import com.wechat.pay.java.service.profitsharing.model.QueryOrderRequest;
import com.wechat.pay.java.service.profitsharing.model.ReturnOrderStatus;
import com.wechat.pay.java.service.profitsharing.model.UnfreezeOrderRequest;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import com.wechat.pay.java.service.refund.model.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WechatRefundsTest {
    @TempDir
    static Path data;

    private static RunningSimulator simulator;
    private static MerchantCalls calls;

    @BeforeAll
    static void start() throws Exception {
        simulator = new RunningSimulator(data);
        calls = new MerchantCalls(simulator);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void aRefundIsAcceptedThenDoneThenTold() throws Exception {
        String order = paid(1000);
        simulator.inbox.clear();
        assertThat(calls.refund(order, "R" + order, 400, 1000).getStatus()).isEqualTo(Status.PROCESSING);
        await().untilAsserted(() -> assertThat(simulator.inbox).hasSize(1));
        RefundNotification told =
                simulator.parser().parse(simulator.inbox.getFirst().param(), RefundNotification.class);
        assertThat(told.getOutRefundNo()).isEqualTo("R" + order);
        assertThat(told.getRefundStatus()).isEqualTo(Status.SUCCESS);
        assertThat(told.getAmount().getRefund()).isEqualTo(400);
        assertThat(told.getAmount().getTotal()).isEqualTo(1000);
        assertThat(query("R" + order).getStatus()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void theSameRefundNumberIsTheSameRefund() throws Exception {
        String order = paid(1000);
        String first = calls.refund(order, "R" + order, 400, 1000).getRefundId();
        assertThat(calls.refund(order, "R" + order, 400, 1000).getRefundId()).isEqualTo(first);
        calls.assertRefused(() -> calls.refund(order, "R" + order, 401, 1000), 400, "INVALID_REQUEST");
        assertThat(query("R" + order).getAmount().getRefund()).isEqualTo(400);
    }

    @Test
    void noMoreGoesBackThanCame() throws Exception {
        String order = paid(1000);
        calls.assertRefused(() -> calls.refund(order, "R" + order, 1001, 1000), 400, "INVALID_REQUEST");
        calls.assertRefused(() -> calls.refund(order, "R" + order, 100, 999), 400, "INVALID_REQUEST");
        calls.assertRefused(() -> query("R" + order), 404, "RESOURCE_NOT_EXISTS");
    }

    @Test
    void aSecondRefundTakesTheRestAndNoThirdFollows() throws Exception {
        String order = paid(1000);
        calls.refund(order, "R1" + order, 400, 1000);
        await().ignoreExceptionsInstanceOf(ServiceException.class)
                .until(() -> calls.refund(order, "R2" + order, 600, 1000).getRefundId() != null);
        calls.assertRefused(() -> calls.refund(order, "R3" + order, 1, 1000), 400, "INVALID_REQUEST");
    }

    @Test
    void anUnpaidOrderHasNothingToGiveBack() {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 100));
        calls.assertRefused(() -> calls.refund(number, "R" + number, 100, 100), 400, "INVALID_REQUEST");
    }

    @Test
    void aSplitIsAcceptedThenDone() throws Exception {
        String order = paid(10_000);
        assertThat(shared(order, "S" + order, 500).getOrderId()).isNotEmpty();
        await().untilAsserted(() ->
                assertThat(querySplit(order, "S" + order).getState()).isEqualTo(OrderStatus.FINISHED));
        assertThat(querySplit(order, "S" + order).getReceivers())
                .singleElement()
                .satisfies(share -> {
                    assertThat(share.getAmount()).isEqualTo(500);
                    assertThat(share.getAccount()).isEqualTo(MerchantCalls.RECEIVER);
                    assertThat(share.getResult()).isEqualTo(DetailStatus.SUCCESS);
                });
        // The fee of 0.6 % is nobody's to split.
        assertThat(unsplit(order)).isEqualTo(10_000 - 60 - 500);
    }

    @Test
    void theSameSplitNumberMovesTheMoneyOnce() throws Exception {
        String order = paid(10_000);
        String first = shared(order, "S" + order, 500).getOrderId();
        assertThat(calls.share(order, "S" + order, 500).getOrderId()).isEqualTo(first);
        assertThat(unsplit(order)).isEqualTo(10_000 - 60 - 500);
    }

    @Test
    void noMoreIsSplitThanTheMerchantAllows() throws Exception {
        String order = paid(10_000);
        QueryMerchantRatioRequest asked = new QueryMerchantRatioRequest();
        asked.setSubMchid(RunningSimulator.SUB_MCHID);
        assertThat(calls.sharings().queryMerchantRatio(asked).getMaxRatio()).isEqualTo(3000);
        shared(order, "S1" + order, 3000);
        calls.assertRefused(() -> calls.share(order, "S2" + order, 1), 403, "RULE_LIMIT");
        calls.assertRefused(() -> calls.share(order, "S3" + order, 9000), 403, "NOT_ENOUGH");
    }

    @Test
    void afterTheRestIsFreeNothingIsSplit() throws Exception {
        String order = paid(10_000);
        shared(order, "S1" + order, 500);
        UnfreezeOrderRequest rest = new UnfreezeOrderRequest();
        rest.setSubMchid(RunningSimulator.SUB_MCHID);
        rest.setTransactionId(calls.transactionId(order));
        rest.setOutOrderNo("S2" + order);
        rest.setDescription("解冻");
        assertThat(calls.sharings().unfreezeOrder(rest).getReceivers())
                .singleElement()
                .satisfies(share -> assertThat(share.getAmount()).isEqualTo(10_000 - 60 - 500));
        assertThat(unsplit(order)).isZero();
        calls.assertRefused(() -> calls.share(order, "S3" + order, 1), 400, "INVALID_REQUEST");
    }

    @Test
    void aShareComesBackOnceAndNotMoreOfIt() throws Exception {
        String order = paid(10_000);
        shared(order, "S" + order, 500);
        await().untilAsserted(() ->
                assertThat(querySplit(order, "S" + order).getState()).isEqualTo(OrderStatus.FINISHED));
        assertThat(calls.sharings()
                        .createReturnOrder(back(order, "B1" + order, 300))
                        .getResult())
                .isEqualTo(ReturnOrderStatus.SUCCESS);
        assertThat(calls.sharings()
                        .createReturnOrder(back(order, "B1" + order, 300))
                        .getAmount())
                .isEqualTo(300);
        calls.assertRefused(
                () -> calls.sharings().createReturnOrder(back(order, "B2" + order, 201)), 400, "INVALID_REQUEST");
        assertThat(unsplit(order)).isEqualTo(10_000 - 60 - 200);
    }

    private static String paid(int fen) throws Exception {
        String number = simulator.paidOrder(fen, "{}");
        await().untilAsserted(() -> assertThat(
                        simulator.get("/control/transactions/" + number).body())
                .contains("\"acknowledged\":true"));
        return number;
    }

    private static RefundService refunds() {
        return new RefundService.Builder().httpClient(simulator.sdk).build();
    }

    private static Refund query(String number) {
        QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
        request.setOutRefundNo(number);
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        return refunds().queryByOutRefundNo(request);
    }

    private static OrdersEntity shared(String order, String number, long fen) {
        return await().ignoreExceptionsInstanceOf(ServiceException.class)
                .until(() -> calls.share(order, number, fen), entity -> entity != null);
    }

    private static CreateReturnOrderRequest back(String order, String number, long fen) {
        CreateReturnOrderRequest request = new CreateReturnOrderRequest();
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setOutOrderNo("S" + order);
        request.setOutReturnNo(number);
        request.setReturnMchid(MerchantCalls.RECEIVER);
        request.setAmount(fen);
        request.setDescription("退款回退");
        return request;
    }

    private static OrdersEntity querySplit(String order, String number) {
        QueryOrderRequest request = new QueryOrderRequest();
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setTransactionId(calls.transactionId(order));
        request.setOutOrderNo(number);
        return calls.sharings().queryOrder(request);
    }

    private static long unsplit(String order) {
        QueryOrderAmountRequest request = new QueryOrderAmountRequest();
        request.setTransactionId(calls.transactionId(order));
        return calls.sharings().queryOrderAmount(request).getUnsplitAmount();
    }
}
