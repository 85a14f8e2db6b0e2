/** Orders at the simulated service, asked for with the official SDK over HTTP. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.wechat.pay.java.service.partnerpayments.jsapi.JsapiService;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.CloseOrderRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByIdRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import com.wechat.pay.java.service.partnerpayments.nativepay.NativePayService;
import com.wechat.pay.java.service.partnerpayments.nativepay.model.Amount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WechatTransactionApiTest {
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
    void anOrderIsOpenUntilItIsPaidAndThenFoundByBothNumbers() throws Exception {
        String number = RunningSimulator.newNumber();
        String prepayId =
                simulator.jsapi().prepay(simulator.order(number, 1250)).getPrepayId();
        assertThat(prepayId).startsWith("wx");
        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);

        simulator.post("/control/pay", "{\"outTradeNo\":\"" + number + "\",\"outcome\":\"pay\"}");

        Transaction paid = calls.query(number);
        assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
        assertThat(paid.getTradeType()).isEqualTo(Transaction.TradeTypeEnum.JSAPI);
        assertThat(paid.getAmount().getTotal()).isEqualTo(1250);
        assertThat(paid.getAmount().getCurrency()).isEqualTo("CNY");
        assertThat(paid.getPayer().getSpOpenid()).isEqualTo(WechatPayers.openid(simulator.keys.spAppid(), "1"));
        assertThat(paid.getSuccessTime()).endsWith("+08:00");
        assertThat(paid.getTransactionId()).startsWith("4200").hasSize(28);
        assertThat(byId(paid.getTransactionId()).getOutTradeNo()).isEqualTo(number);
    }

    @Test
    void anotherMerchantsOrderDoesNotExist() throws Exception {
        String number = simulator.paidOrder(100, "{}");
        QueryOrderByOutTradeNoRequest other = new QueryOrderByOutTradeNoRequest();
        other.setOutTradeNo(number);
        other.setSpMchid(simulator.keys.spMchid());
        other.setSubMchid("1900000200");
        calls.assertRefused(() -> simulator.jsapi().queryOrderByOutTradeNo(other), 404, "ORDER_NOT_EXIST");
    }

    @Test
    void aNativeOrderGivesTheAddressOfTheWallet() throws Exception {
        var request = new com.wechat.pay.java.service.partnerpayments.nativepay.model.PrepayRequest();
        request.setSpAppid(simulator.keys.spAppid());
        request.setSpMchid(simulator.keys.spMchid());
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setDescription("老城菜市 A12");
        request.setOutTradeNo(RunningSimulator.newNumber());
        request.setNotifyUrl(simulator.notifyUrl());
        Amount amount = new Amount();
        amount.setTotal(990);
        request.setAmount(amount);
        String url = new NativePayService.Builder()
                .httpClient(simulator.sdk)
                .build()
                .prepay(request)
                .getCodeUrl();
        assertThat(url).startsWith(simulator.base + "/wallet/wx");
        assertThat(simulator.get(url.substring(simulator.base.length())).body()).contains("9.90");
    }

    @Test
    void theSameOrderAgainIsTheSamePrepay() {
        PrepayRequest order = simulator.order(RunningSimulator.newNumber(), 500);
        JsapiService jsapi = simulator.jsapi();
        assertThat(jsapi.prepay(order).getPrepayId())
                .isEqualTo(jsapi.prepay(order).getPrepayId());
    }

    @Test
    void anotherAmountUnderTheSameNumberIsRefused() {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 500));
        calls.assertRefused(() -> simulator.jsapi().prepay(simulator.order(number, 501)), 400, "INVALID_REQUEST");
        assertThat(calls.query(number).getAmount().getTotal()).isEqualTo(500);
    }

    @Test
    void aPaidOrderIsNeitherOpenedAgainNorClosed() throws Exception {
        String number = simulator.paidOrder(500, "{}");
        calls.assertRefused(() -> simulator.jsapi().prepay(simulator.order(number, 500)), 400, "ORDERPAID");
        calls.assertRefused(() -> close(number), 400, "ORDERPAID");
        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    }

    @Test
    void aClosedOrderCannotBePaidAndItsNumberIsSpent() throws Exception {
        String number = RunningSimulator.newNumber();
        simulator.jsapi().prepay(simulator.order(number, 500));
        close(number);
        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.CLOSED);
        var late = simulator.post("/control/pay", "{\"outTradeNo\":\"" + number + "\"}");
        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(late.body()).contains("ORDER_CLOSED");
        calls.assertRefused(() -> simulator.jsapi().prepay(simulator.order(number, 500)), 400, "ORDER_CLOSED");
    }

    @Test
    void aRequestSignedWithAnotherKeyIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path stranger = data.resolve("stranger.pem");
        Files.writeString(
                stranger,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        JsapiService jsapi = new JsapiService.Builder()
                .httpClient(simulator.sdk(stranger.toString()))
                .build();
        String number = RunningSimulator.newNumber();
        calls.assertRefused(() -> jsapi.prepay(simulator.order(number, 500)), 401, "SIGN_ERROR");
        calls.assertRefused(() -> calls.query(number), 404, "ORDER_NOT_EXIST");
    }

    @Test
    void aRequestWithoutASignatureIsRefused() throws Exception {
        var answer = simulator.post("/v3/pay/partner/transactions/jsapi", "{}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("SIGN_ERROR");
    }

    @ParameterizedTest
    @CsvSource({"T1, 100, PARAM_ERROR", "T 12345678, 100, PARAM_ERROR", "TGOODNUMBER, 0, PARAM_ERROR"})
    void wrongParametersAreRefused(String number, int fen, String code) {
        calls.assertRefused(() -> simulator.jsapi().prepay(simulator.order(number, fen)), 400, code);
    }

    @Test
    void anotherAppidIsRefused() {
        PrepayRequest order = simulator.order(RunningSimulator.newNumber(), 100);
        order.setSpAppid("wx0000000000000000");
        calls.assertRefused(() -> simulator.jsapi().prepay(order), 400, "APPID_MCHID_NOT_MATCH");
    }

    @Test
    void anExpiredOrderCannotBePaid() throws Exception {
        String number = RunningSimulator.newNumber();
        PrepayRequest order = simulator.order(number, 100);
        order.setTimeExpire(WechatJson.time(java.time.Instant.now().plusSeconds(2)));
        simulator.jsapi().prepay(order);
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                simulator.get("/wallet/" + prepayId(number)).body())
                        .contains("state-expired"));
        assertThat(simulator
                        .post("/control/pay", "{\"outTradeNo\":\"" + number + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);
    }

    @Test
    void aScannedCodeIsPaidAtOnce() {
        String number = RunningSimulator.newNumber();
        Transaction paid = calls.codepay(number, "134567890123456780");
        assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
        assertThat(calls.query(number).getTradeType()).isEqualTo(Transaction.TradeTypeEnum.MICROPAY);
    }

    @Test
    void aScannedCodeThatAsksForAPasswordIsPaidLater() {
        String number = RunningSimulator.newNumber();
        calls.codepay(number, "134567890123456787");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS));
    }

    @Test
    void aConsumerWhoGivesUpHasNotPaid() {
        String number = RunningSimulator.newNumber();
        calls.codepay(number, "134567890123456788");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.PAYERROR));
    }

    @Test
    void anUnclearAnswerMayHideAPayment() {
        String number = RunningSimulator.newNumber();
        calls.assertRefused(() -> calls.codepay(number, "134567890123456786"), 500, "SYSTEM_ERROR");
        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    }

    @Test
    void anEmptyPurseIsADecline() {
        String number = RunningSimulator.newNumber();
        calls.assertRefused(() -> calls.codepay(number, "134567890123456789"), 403, "NOT_ENOUGH");
        assertThat(calls.query(number).getTradeState()).isEqualTo(Transaction.TradeStateEnum.PAYERROR);
    }

    @Test
    void aCodeOfAnotherWalletIsRefused() {
        calls.assertRefused(
                () -> calls.codepay(RunningSimulator.newNumber(), "284567890123456780"), 400, "PARAM_ERROR");
    }

    private static Transaction byId(String transactionId) {
        QueryOrderByIdRequest request = new QueryOrderByIdRequest();
        request.setTransactionId(transactionId);
        request.setSpMchid(simulator.keys.spMchid());
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        return simulator.jsapi().queryOrderById(request);
    }

    private static void close(String number) {
        CloseOrderRequest request = new CloseOrderRequest();
        request.setOutTradeNo(number);
        request.setSpMchid(simulator.keys.spMchid());
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        simulator.jsapi().closeOrder(request);
    }

    private static String prepayId(String number) {
        return simulator
                .context
                .getBean(WechatTransactions.class)
                .find(number)
                .orElseThrow()
                .prepayId();
    }
}
