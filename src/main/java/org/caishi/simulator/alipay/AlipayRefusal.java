/** A request that the service declines, with the public code, sub-code and words it would answer. */
package org.caishi.simulator.alipay;

/**
 * Thrown from wherever a rule is broken up to {@link AlipayGateway}, the one place that turns it into an answer. Codes: the
 * error tables of the open platform's manual.
 */
final class AlipayRefusal extends RuntimeException {
    private final transient Body body;

    /** The fields of the answer. */
    record Body(String code, String msg, String subCode, String subMsg) {}

    private AlipayRefusal(String code, String msg, String subCode, String subMsg) {
        // No stack trace: a refusal is an ordinary answer, and the simulator is to be fast.
        super(subCode + " " + subMsg, null, false, false);
        this.body = new Body(code, msg, subCode, subMsg);
    }

    Body body() {
        return body;
    }

    static AlipayRefusal business(String subCode, String words) {
        return new AlipayRefusal("40004", "Business Failed", subCode, words);
    }

    static AlipayRefusal arguments(String subCode, String words) {
        return new AlipayRefusal("40002", "Invalid Arguments", subCode, words);
    }

    static AlipayRefusal parameter(String field) {
        return business("ACQ.INVALID_PARAMETER", "参数无效: " + field);
    }

    static AlipayRefusal noSuchTrade() {
        return business("ACQ.TRADE_NOT_EXIST", "交易不存在");
    }

    static AlipayRefusal tradePaid() {
        return business("ACQ.TRADE_HAS_SUCCESS", "交易已被支付");
    }

    static AlipayRefusal tradeClosed() {
        return business("ACQ.TRADE_HAS_CLOSE", "交易已经关闭");
    }

    static AlipayRefusal systemError() {
        return new AlipayRefusal("20000", "Service Currently Unavailable", "ACQ.SYSTEM_ERROR", "系统错误");
    }
}
