/** Orders at WeChat Pay: opened for a payer, asked about, closed. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.cipher.Signer;
import com.wechat.pay.java.core.util.NonceUtil;
import com.wechat.pay.java.service.partnerpayments.jsapi.JsapiService;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.CloseOrderRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import com.wechat.pay.java.service.partnerpayments.nativepay.NativePayService;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.caishi.channel.ChannelName;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.QueryResult;
import org.caishi.channel.Scene;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

final class WechatOrders {
    /**
     * Codes that say no to an order for good, from the error tables of the partner manual's pages on JSAPI and Native orders;
     * where older and newer pages spell one differently, both. A code that is missing here is asked about, not believed.
     */
    private static final Set<String> NO = Set.of(
            "PARAM_ERROR",
            "INVALID_REQUEST",
            "APPID_MCHID_NOT_MATCH",
            "MCH_NOT_EXISTS",
            "NO_AUTH",
            "NOAUTH",
            "ACCOUNT_ERROR",
            "ACCOUNTERROR",
            "OPENID_MISMATCH",
            "RULE_LIMIT",
            "RULELIMIT",
            "TRADE_ERROR",
            "ORDER_CLOSED");

    private final WechatContract contract;
    private final Clock clock;
    private final Signer signer;
    private final JsapiService jsapi;
    private final NativePayService nativePay;

    WechatOrders(WechatContract contract, WechatConnection connection, Clock clock) {
        this.contract = contract;
        this.clock = clock;
        this.signer = connection.signer();
        this.jsapi = new JsapiService.Builder().httpClient(connection.http()).build();
        this.nativePay =
                new NativePayService.Builder().httpClient(connection.http()).build();
    }

    ChargeResult charge(ChargeRequest request) {
        if (request.amount().fen() < 1 || request.amount().fen() > Integer.MAX_VALUE) {
            return new ChargeResult.Declined("AMOUNT", "from 0.01 to 21474836.47 yuan");
        }
        if (request.scene() == Scene.JSAPI && request.payer().id() == null) {
            return new ChargeResult.Declined("PAYER", "JSAPI needs the payer's openid");
        }
        WechatAnswer<Map<String, String>> answer = switch (request.scene()) {
            case JSAPI ->
                WechatAnswer.of(() -> pageParameters(
                        jsapi.prepay(WechatOrderForm.jsapi(request, contract)).getPrepayId()));
            case NATIVE ->
                WechatAnswer.of(() -> Map.of(
                        "codeUrl",
                        nativePay
                                .prepay(WechatOrderForm.nativePay(request, contract))
                                .getCodeUrl()));
            case EMVCO, CODE, AT_STALL ->
                throw new IllegalArgumentException("not a scene of WeChat: " + request.scene());
        };
        return switch (answer) {
            case WechatAnswer.Given<Map<String, String>>(Map<String, String> parameters) ->
                new ChargeResult.Waiting(parameters);
            case WechatAnswer.Refused<Map<String, String>> refused -> refusal(refused.code(), refused.words());
            case WechatAnswer.Silent<Map<String, String>>(String why) -> new ChargeResult.Unknown(why);
        };
    }

    /** A number that is taken may be our own earlier try: only asking tells. */
    static ChargeResult refusal(String code, String words) {
        if (code.equals("ORDERPAID")) {
            return new ChargeResult.Unknown("paid already; ask");
        }
        if (code.equals("OUT_TRADE_NO_USED") || words.contains("订单号重复")) {
            return new ChargeResult.Unknown("the number is in use with other content; ask");
        }
        return NO.contains(code) ? new ChargeResult.Declined(code, words) : new ChargeResult.Unknown(code);
    }

    /** What the page hands to {@code WeixinJSBridge}; signed lines and their order: the JSAPI invocation's manual. */
    private Map<String, String> pageParameters(String prepayId) {
        String time = Long.toString(clock.instant().getEpochSecond());
        String nonce = NonceUtil.createNonce(32);
        String prepay = "prepay_id=" + present(prepayId);
        String lines = contract.spAppid() + "\n" + time + "\n" + nonce + "\n" + prepay + "\n";
        return Map.of(
                "appId",
                contract.spAppid(),
                "timeStamp",
                time,
                "nonceStr",
                nonce,
                "package",
                prepay,
                "signType",
                "RSA",
                "paySign",
                signer.sign(lines).getSign());
    }

    QueryResult query(String orderNo, String merchantNo) {
        QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
        request.setOutTradeNo(orderNo);
        request.setSpMchid(contract.spMchid());
        request.setSubMchid(merchantNo);
        WechatAnswer<QueryResult> answer =
                WechatAnswer.of(() -> told(jsapi.queryOrderByOutTradeNo(request), orderNo, merchantNo));
        return switch (answer) {
            case WechatAnswer.Given<QueryResult>(QueryResult result) -> result;
            case WechatAnswer.Refused<QueryResult> refused ->
                refused.code().equals("ORDER_NOT_EXIST")
                        ? new QueryResult.Missing()
                        : new QueryResult.Unknown(refused.code());
            case WechatAnswer.Silent<QueryResult>(String why) -> new QueryResult.Unknown(why);
        };
    }

    private QueryResult told(Transaction transaction, String orderNo, String merchantNo) {
        if (!contract.spMchid().equals(transaction.getSpMchid())
                || !merchantNo.equals(transaction.getSubMchid())
                || !orderNo.equals(transaction.getOutTradeNo())) {
            return new QueryResult.Unknown("an answer about another order or merchant");
        }
        Transaction.@Nullable TradeStateEnum state = transaction.getTradeState();
        if (state == null) {
            return new QueryResult.Unknown("a state that we do not know");
        }
        return switch (state) {
            case SUCCESS, REFUND -> new QueryResult.Paid(paid(transaction));
            case NOTPAY, USERPAYING, ACCEPT -> new QueryResult.Waiting();
            case REVOKED -> revoked(transaction);
            case CLOSED, PAYERROR -> new QueryResult.Closed(state.name());
        };
    }

    /** Undone by us; of one that had been paid, what the payment was is still told. */
    private QueryResult revoked(Transaction transaction) {
        return transaction.getTransactionId() == null || transaction.getSuccessTime() == null
                ? new QueryResult.Closed("REVOKED")
                : new QueryResult.GivenBack(paid(transaction));
    }

    private PaidNotice paid(Transaction transaction) {
        return new PaidNotice(
                ChannelName.WECHAT,
                present(transaction.getTransactionId()),
                transaction.getOutTradeNo(),
                transaction.getSubMchid(),
                Money.ofFen(transaction.getAmount().getTotal()),
                present(transaction.getAmount().getCurrency()),
                OffsetDateTime.parse(transaction.getSuccessTime()).toInstant(),
                clock.instant(),
                PaidNotice.Source.QUERY);
    }

    /**
     * A number that the channel never heard of is as good as closed: no prepay id exists, so no wallet can pay under it.
     * (A new charge under it would still be taken: who closes must not charge it again.)
     */
    CloseResult close(String orderNo, String merchantNo) {
        CloseOrderRequest request = new CloseOrderRequest();
        request.setOutTradeNo(orderNo);
        request.setSpMchid(contract.spMchid());
        request.setSubMchid(merchantNo);
        WechatAnswer<CloseResult> answer = WechatAnswer.of(() -> {
            jsapi.closeOrder(request);
            return new CloseResult.Closed();
        });
        return switch (answer) {
            case WechatAnswer.Given<CloseResult>(CloseResult closed) -> closed;
            case WechatAnswer.Refused<CloseResult> refused -> notClosed(refused.code());
            case WechatAnswer.Silent<CloseResult>(String why) -> new CloseResult.Unknown(why);
        };
    }

    private static CloseResult notClosed(String code) {
        return switch (code) {
            case "ORDERPAID" -> new CloseResult.AlreadyPaid();
            case "ORDER_CLOSED", "ORDER_NOT_EXIST" -> new CloseResult.Closed();
            default -> new CloseResult.Unknown(code);
        };
    }

    /** A field without which the answer means nothing. */
    private static String present(@Nullable String field) {
        if (field == null || field.isEmpty()) {
            throw new IllegalStateException("a field is missing");
        }
        return field;
    }
}
