/** Charges by the code in the payer's wallet (付款码), which the SDK has no service for: through its signed HTTP client. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.http.Constant;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.MediaType;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.PaymentCode;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST …/transactions/codepay}: 200 with the transaction when it is paid at once, 202 {@code USERPAYING} when the payer
 * has to type a password. There is no notice: what was not answered is found by asking. {@code …/reverse} undoes a charge
 * whose outcome stays unclear; not before 15 s after it (partner manual, 付款码支付).
 */
final class WechatCodeDesk {
    /** Where a path of the API is turned into the host of the contract, see {@link WechatHost}. */
    private static final String API = WechatSettings.REAL_HOST + "/v3/pay/partner/transactions/";

    /** As of {@link WechatOrders}, and those that speak of the code or of the payer's money. */
    private static final Set<String> NO = Set.of(
            "AUTH_CODE_EXPIRED",
            "AUTH_CODE_INVALID",
            "AUTH_CODE_ERROR",
            "NOT_ENOUGH",
            "NOTENOUGH",
            "BANKERROR_DECLINED",
            "USER_ACCOUNT_ABNORMAL",
            "NOT_SUPORT_CARD");

    private final WechatContract contract;
    private final HttpClient http;

    WechatCodeDesk(WechatContract contract, WechatConnection connection) {
        this.contract = contract;
        this.http = connection.http();
    }

    /** A transaction, or the reason why it is none yet; the SDK fills it by its fields' names. */
    private static final class Answer extends Transaction {
        private @Nullable String code;
    }

    ChargeResult charge(ChargeRequest request) {
        PaymentCode code = request.payer().code();
        if (code == null) {
            return new ChargeResult.Declined("PAYER", "the payer's code is missing");
        }
        String body = JsonMapper.shared().writeValueAsString(WechatOrderForm.code(request, code, contract));
        WechatAnswer<Answer> answer = WechatAnswer.of(
                () -> http.execute(post("codepay", body), Answer.class).getServiceResponse());
        return switch (answer) {
            case WechatAnswer.Given<Answer>(Answer told) -> told(told, request);
            case WechatAnswer.Refused<Answer> refused ->
                NO.contains(refused.code())
                        ? new ChargeResult.Declined(refused.code(), refused.words())
                        : WechatOrders.refusal(refused.code(), refused.words());
            case WechatAnswer.Silent<Answer>(String why) -> new ChargeResult.Unknown(why);
        };
    }

    private ChargeResult told(Answer answer, ChargeRequest request) {
        if (answer.code != null) {
            return answer.code.equals("USERPAYING")
                    ? new ChargeResult.Waiting(Map.of())
                    : new ChargeResult.Unknown("202 " + answer.code);
        }
        if (!request.orderNo().equals(answer.getOutTradeNo())
                || !request.merchantNo().equals(answer.getSubMchid())
                || !contract.spMchid().equals(answer.getSpMchid())) {
            return new ChargeResult.Unknown("an answer about another order or merchant");
        }
        if (answer.getTradeState() != Transaction.TradeStateEnum.SUCCESS
                || !"CNY".equals(answer.getAmount().getCurrency())) {
            return new ChargeResult.Unknown("not a payment that we understand; ask");
        }
        return new ChargeResult.Paid(
                Objects.requireNonNull(answer.getTransactionId()),
                Money.ofFen(answer.getAmount().getTotal()),
                OffsetDateTime.parse(answer.getSuccessTime()).toInstant());
    }

    /** Afterwards the payer has everything back, whether it had been charged or not. */
    CloseResult reverse(String orderNo, String merchantNo) {
        String body =
                JsonMapper.shared().writeValueAsString(Map.of("sp_mchid", contract.spMchid(), "sub_mchid", merchantNo));
        WechatAnswer<CloseResult> answer = WechatAnswer.of(() -> {
            var _ = http.execute(post("out-trade-no/" + orderNo + "/reverse", body), Answer.class);
            return new CloseResult.Closed();
        });
        return switch (answer) {
            case WechatAnswer.Given<CloseResult>(CloseResult closed) -> closed;
            case WechatAnswer.Refused<CloseResult> refused ->
                switch (refused.code()) {
                    case "ORDER_NOT_EXIST", "ORDER_CLOSED", "ORDER_REVERSED" -> new CloseResult.Closed();
                    default -> new CloseResult.Unknown(refused.code());
                };
            case WechatAnswer.Silent<CloseResult>(String why) -> new CloseResult.Unknown(why);
        };
    }

    private static HttpRequest post(String path, String body) {
        return new HttpRequest.Builder()
                .httpMethod(HttpMethod.POST)
                .url(API + path)
                .addHeader(Constant.ACCEPT, MediaType.APPLICATION_JSON.getValue())
                .addHeader(Constant.CONTENT_TYPE, MediaType.APPLICATION_JSON.getValue())
                .body(new JsonRequestBody.Builder().body(body).build())
                .build();
    }
}
