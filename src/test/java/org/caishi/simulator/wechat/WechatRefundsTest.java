/** Refunds and splits at the simulated service, asked for with the official SDK. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.service.profitsharing.ProfitsharingService;
import com.wechat.pay.java.service.profitsharing.model.CreateOrderReceiver;
import com.wechat.pay.java.service.profitsharing.model.CreateOrderRequest;
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
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import com.wechat.pay.java.service.refund.model.Status;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WechatRefundsTest {
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
    void aRefundIsAcceptedThenDoneThenTold() throws Exception {
        String order = paid(1000);
        simulator.inbox.clear();
        Refund accepted = refunds().create(refund(order, "R" + order, 400, 1000));
        assertThat(accepted.getStatus()).isEqualTo(Status.PROCESSING);
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
        String first = refunds().create(refund(order, "R" + order, 400, 1000)).getRefundId();
        assertThat(refunds().create(refund(order, "R" + order, 400, 1000)).getRefundId())
                .isEqualTo(first);
        assertRefused(() -> refunds().create(refund(order, "R" + order, 401, 1000)), 400, "INVALID_REQUEST");
        assertThat(query("R" + order).getAmount().getRefund()).isEqualTo(400);
    }

    @Test
    void noMoreGoesBackThanCame() throws Exception {
        String order = paid(1000);
        assertRefused(() -> refunds().create(refund(order, "R" + order, 1001, 1000)), 400, "INVALID_REQUEST");
        assertRefused(() -> refunds().create(refund(order, "R" + order, 100, 999)), 400, "INVALID_REQUEST");
        assertRefused(() -> query("R" + order), 404, "RESOURCE_NOT_EXISTS");
    }

    @Test
    void aSecondRefundWaitsItsMinute() throws Exception {
        String order = paid(1000);
        refunds().create(refund(order, "R1" + order, 400, 1000));
        assertRefused(() -> refunds().create(refund(order, "R2" + order, 600, 1000)), 429, "FREQUENCY_LIMITED");
        await().ignoreExceptionsInstanceOf(ServiceException.class)
                .until(() ->
                        refunds().create(refund(order, "R2" + order, 600, 1000)).getRefundId() != null);
        assertRefused(() -> refunds().create(refund(order, "R3" + order, 1, 1000)), 400, "INVALID_REQUEST");
    }

    @Test
    void anUnpaidOrderHasNothingToGiveBack() {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 100));
        assertRefused(() -> refunds().create(refund(number, "R" + number, 100, 100)), 400, "INVALID_REQUEST");
    }

    @Test
    void aSplitWaitsIsAcceptedAndDone() throws Exception {
        String order = paid(10_000);
        assertRefused(() -> sharings().createOrder(split(order, "S" + order, 500)), 400, "INVALID_REQUEST");
        assertThat(shared(order, "S" + order, 500).getState()).isEqualTo(OrderStatus.PROCESSING);
        await().untilAsserted(() ->
                assertThat(querySplit(order, "S" + order).getState()).isEqualTo(OrderStatus.FINISHED));
        assertThat(querySplit(order, "S" + order).getReceivers())
                .singleElement()
                .satisfies(share -> {
                    assertThat(share.getAmount()).isEqualTo(500);
                    assertThat(share.getAccount()).isEqualTo("1900000777");
                    assertThat(share.getResult()).isEqualTo(DetailStatus.SUCCESS);
                });
        // The fee of 0.6 % is nobody's to split.
        assertThat(unsplit(order)).isEqualTo(10_000 - 60 - 500);
    }

    @Test
    void theSameSplitNumberMovesTheMoneyOnce() throws Exception {
        String order = paid(10_000);
        String first = shared(order, "S" + order, 500).getOrderId();
        assertThat(sharings().createOrder(split(order, "S" + order, 500)).getOrderId())
                .isEqualTo(first);
        assertThat(unsplit(order)).isEqualTo(10_000 - 60 - 500);
    }

    @Test
    void noMoreIsSplitThanTheMerchantAllows() throws Exception {
        String order = paid(10_000);
        QueryMerchantRatioRequest asked = new QueryMerchantRatioRequest();
        asked.setSubMchid(RunningSimulator.SUB_MCHID);
        assertThat(sharings().queryMerchantRatio(asked).getMaxRatio()).isEqualTo(3000);
        shared(order, "S1" + order, 3000);
        assertRefused(() -> sharings().createOrder(split(order, "S2" + order, 1)), 403, "RULE_LIMIT");
        assertRefused(() -> sharings().createOrder(split(order, "S3" + order, 9000)), 403, "NOT_ENOUGH");
    }

    @Test
    void afterTheRestIsFreeNothingIsSplit() throws Exception {
        String order = paid(10_000);
        shared(order, "S1" + order, 500);
        UnfreezeOrderRequest rest = new UnfreezeOrderRequest();
        rest.setSubMchid(RunningSimulator.SUB_MCHID);
        rest.setTransactionId(transactionId(order));
        rest.setOutOrderNo("S2" + order);
        rest.setDescription("解冻");
        assertThat(sharings().unfreezeOrder(rest).getReceivers())
                .singleElement()
                .satisfies(share -> assertThat(share.getAmount()).isEqualTo(10_000 - 60 - 500));
        assertThat(unsplit(order)).isZero();
        assertRefused(() -> sharings().createOrder(split(order, "S3" + order, 1)), 400, "INVALID_REQUEST");
    }

    @Test
    void aShareComesBackOnceAndNotMoreOfIt() throws Exception {
        String order = paid(10_000);
        shared(order, "S" + order, 500);
        await().untilAsserted(() ->
                assertThat(querySplit(order, "S" + order).getState()).isEqualTo(OrderStatus.FINISHED));
        assertThat(sharings().createReturnOrder(back(order, "B1" + order, 300)).getResult())
                .isEqualTo(ReturnOrderStatus.SUCCESS);
        assertThat(sharings().createReturnOrder(back(order, "B1" + order, 300)).getAmount())
                .isEqualTo(300);
        assertRefused(() -> sharings().createReturnOrder(back(order, "B2" + order, 201)), 400, "INVALID_REQUEST");
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

    private static CreateRequest refund(String order, String number, long fen, long total) {
        CreateRequest request = new CreateRequest();
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setOutTradeNo(order);
        request.setOutRefundNo(number);
        request.setReason("鱼不新鲜");
        request.setNotifyUrl(simulator.notifyUrl());
        AmountReq amount = new AmountReq();
        amount.setRefund(fen);
        amount.setTotal(total);
        amount.setCurrency("CNY");
        request.setAmount(amount);
        return request;
    }

    private static Refund query(String number) {
        QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
        request.setOutRefundNo(number);
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        return refunds().queryByOutRefundNo(request);
    }

    private static ProfitsharingService sharings() {
        return new ProfitsharingService.Builder()
                .config(simulator.config(simulator.setting("merchant-private-key")))
                .httpClient(simulator.sdk)
                .build();
    }

    private static OrdersEntity shared(String order, String number, long fen) {
        return await().ignoreExceptionsInstanceOf(ServiceException.class)
                .until(() -> sharings().createOrder(split(order, number, fen)), entity -> entity != null);
    }

    private static CreateOrderRequest split(String order, String number, long fen) {
        CreateOrderReceiver receiver = new CreateOrderReceiver();
        receiver.setType("MERCHANT_ID");
        receiver.setAccount("1900000777");
        receiver.setAmount(fen);
        receiver.setDescription("市场管理费");
        CreateOrderRequest request = new CreateOrderRequest();
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setAppid(simulator.keys.spAppid());
        request.setTransactionId(transactionId(order));
        request.setOutOrderNo(number);
        request.setReceivers(List.of(receiver));
        request.setUnfreezeUnsplit(false);
        return request;
    }

    private static CreateReturnOrderRequest back(String order, String number, long fen) {
        CreateReturnOrderRequest request = new CreateReturnOrderRequest();
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setOutOrderNo("S" + order);
        request.setOutReturnNo(number);
        request.setReturnMchid("1900000777");
        request.setAmount(fen);
        request.setDescription("退款回退");
        return request;
    }

    private static OrdersEntity querySplit(String order, String number) {
        QueryOrderRequest request = new QueryOrderRequest();
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setTransactionId(transactionId(order));
        request.setOutOrderNo(number);
        return sharings().queryOrder(request);
    }

    private static long unsplit(String order) {
        QueryOrderAmountRequest request = new QueryOrderAmountRequest();
        request.setTransactionId(transactionId(order));
        return sharings().queryOrderAmount(request).getUnsplitAmount();
    }

    private static String transactionId(String order) {
        return simulator
                .context
                .getBean(WechatTransactions.class)
                .find(order)
                .orElseThrow()
                .paidId();
    }

    private static void assertRefused(ThrowingCallable call, int status, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ServiceException.class, refusal -> {
            assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
            assertThat(refusal.getErrorCode()).isEqualTo(code);
        });
    }
}
