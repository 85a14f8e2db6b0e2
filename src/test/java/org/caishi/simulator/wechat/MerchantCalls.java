/** The calls of a merchant that more than one test makes, through the official SDK. */
package org.caishi.simulator.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import com.wechat.pay.java.service.profitsharing.ProfitsharingService;
import com.wechat.pay.java.service.profitsharing.model.CreateOrderReceiver;
import com.wechat.pay.java.service.profitsharing.model.CreateOrderRequest;
import com.wechat.pay.java.service.profitsharing.model.OrdersEntity;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

record MerchantCalls(RunningSimulator simulator) {
    /** Who gets the shares. */
    static final String RECEIVER = "1900000777";

    Transaction query(String number) {
        QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
        request.setOutTradeNo(number);
        request.setSpMchid(simulator.keys.spMchid());
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        return simulator.jsapi().queryOrderByOutTradeNo(request);
    }

    Transaction codepay(String number, String code) {
        String body = """
                {"sp_appid":"%s","sp_mchid":"%s","sub_mchid":"%s","description":"A12","out_trade_no":"%s",
                 "amount":{"total":880,"currency":"CNY"},"payer":{"auth_code":"%s"},
                 "scene_info":{"store_info":{"out_id":"A12"}}}""".formatted(
                        simulator.keys.spAppid(), simulator.keys.spMchid(), RunningSimulator.SUB_MCHID, number, code);
        HttpHeaders headers = new HttpHeaders();
        headers.addHeader("Accept", "application/json");
        headers.addHeader("Content-Type", "application/json");
        return simulator
                .sdk
                .post(
                        headers,
                        "https://api.mch.weixin.qq.com/v3/pay/partner/transactions/codepay",
                        new JsonRequestBody.Builder().body(body).build(),
                        Transaction.class)
                .getServiceResponse();
    }

    Refund refund(String order, String number, long fen, long total) {
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
        return new RefundService.Builder().httpClient(simulator.sdk).build().create(request);
    }

    ProfitsharingService sharings() {
        return new ProfitsharingService.Builder()
                .config(simulator.config(simulator.setting("merchant-private-key")))
                .httpClient(simulator.sdk)
                .build();
    }

    OrdersEntity share(String order, String number, long fen) {
        CreateOrderReceiver receiver = new CreateOrderReceiver();
        receiver.setType("MERCHANT_ID");
        receiver.setAccount(RECEIVER);
        receiver.setAmount(fen);
        receiver.setDescription("市场管理费");
        CreateOrderRequest request = new CreateOrderRequest();
        request.setSubMchid(RunningSimulator.SUB_MCHID);
        request.setAppid(simulator.keys.spAppid());
        request.setTransactionId(transactionId(order));
        request.setOutOrderNo(number);
        request.setReceivers(List.of(receiver));
        request.setUnfreezeUnsplit(false);
        return sharings().createOrder(request);
    }

    String transactionId(String order) {
        return simulator
                .context
                .getBean(WechatTransactions.class)
                .find(order)
                .orElseThrow()
                .paidId();
    }

    void assertRefused(ThrowingCallable call, int status, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ServiceException.class, refusal -> {
            assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
            assertThat(refusal.getErrorCode()).isEqualTo(code);
        });
    }
}
