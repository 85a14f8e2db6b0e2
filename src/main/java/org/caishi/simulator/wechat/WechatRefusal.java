/** A request that the service declines, with the HTTP status, code and words it would answer. */
package org.caishi.simulator.wechat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown from wherever a rule is broken up to {@link WechatGate}, the one place that turns it into an answer: the body of
 * every refusal of the service has the same form, whatever was asked. Codes: the error tables of the APIv3 partner manual.
 */
final class WechatRefusal extends RuntimeException {
    private final transient Answer answer;

    /** The body of the answer. */
    record Body(String code, String message, @Nullable Map<String, String> detail) {}

    private record Answer(int status, Body body) {}

    private WechatRefusal(int status, String code, String message, @Nullable Map<String, String> detail) {
        // No stack trace: a refusal is an ordinary answer, and the simulator is to be fast.
        super(code + " " + message, null, false, false);
        this.answer = new Answer(status, new Body(code, message, detail));
    }

    int status() {
        return answer.status();
    }

    Body body() {
        return answer.body();
    }

    static WechatRefusal parameter(String field, String issue) {
        return new WechatRefusal(
                400,
                "PARAM_ERROR",
                "参数错误：“" + field + "”" + issue,
                Map.of("location", "body", "field", field, "issue", issue));
    }

    static WechatRefusal parameter(String message) {
        return new WechatRefusal(400, "PARAM_ERROR", message, null);
    }

    static WechatRefusal invalidRequest(String message) {
        return new WechatRefusal(400, "INVALID_REQUEST", message, null);
    }

    static WechatRefusal signature(String issue) {
        return new WechatRefusal(
                401, "SIGN_ERROR", "签名错误，" + issue, Map.of("location", "authorization", "issue", issue));
    }

    static WechatRefusal appidAndMchid() {
        return new WechatRefusal(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配", null);
    }

    static WechatRefusal noSuchOrder() {
        return new WechatRefusal(404, "ORDER_NOT_EXIST", "订单不存在", null);
    }

    static WechatRefusal noSuchResource(String message) {
        return new WechatRefusal(404, "RESOURCE_NOT_EXISTS", message, null);
    }

    static WechatRefusal orderPaid() {
        return new WechatRefusal(400, "ORDERPAID", "该订单已支付", null);
    }

    static WechatRefusal orderClosed() {
        return new WechatRefusal(400, "ORDER_CLOSED", "该订单已关闭", null);
    }

    static WechatRefusal numberUsed() {
        return new WechatRefusal(403, "OUT_TRADE_NO_USED", "商户订单号重复", null);
    }

    static WechatRefusal notEnough(String message) {
        return new WechatRefusal(403, "NOT_ENOUGH", message, null);
    }

    static WechatRefusal ruleLimit(String message) {
        return new WechatRefusal(403, "RULE_LIMIT", message, null);
    }

    static WechatRefusal tooOften(String message) {
        return new WechatRefusal(429, "FREQUENCY_LIMITED", message, null);
    }

    static WechatRefusal userPaying() {
        return new WechatRefusal(202, "USERPAYING", "需要用户输入支付密码", null);
    }

    static WechatRefusal codeOutOfDate() {
        return new WechatRefusal(403, "TRADE_ERROR", "付款码已过期，请用户刷新后重试", null);
    }

    static WechatRefusal billNotReady() {
        return new WechatRefusal(400, "STATEMENT_CREATING", "账单生成中，请在次日10点后重试", null);
    }

    static WechatRefusal noBill() {
        return new WechatRefusal(400, "NO_STATEMENT_EXIST", "账单文件不存在，当日无交易", null);
    }

    static WechatRefusal systemError() {
        return new WechatRefusal(500, "SYSTEM_ERROR", "系统异常，请用相同参数重新调用", null);
    }
}
