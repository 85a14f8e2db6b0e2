/** A request that the acquirer declines, with the code and words it would answer. */
package org.caishi.simulator.unionpay;

/** Thrown from wherever a rule is broken up to the gate, which turns it into a signed answer. Codes: open.unionpay.com, 应答码. */
final class UnionpayRefusal extends RuntimeException {
    private final String code;
    private final String words;

    private UnionpayRefusal(String code, String words) {
        // No stack trace: a refusal is an ordinary answer, and the simulator is to be fast.
        super(code + " " + words, null, false, false);
        this.code = code;
        this.words = words;
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }

    static UnionpayRefusal of(String code, String words) {
        return new UnionpayRefusal(code, words);
    }

    static UnionpayRefusal field(String name) {
        return of("10", "报文格式错误[" + name + "]");
    }

    static UnionpayRefusal noSuchTransaction() {
        return of("34", "查无此交易");
    }

    static UnionpayRefusal duplicate() {
        return of("12", "重复交易");
    }

    static UnionpayRefusal closed() {
        return of("01", "订单已关闭");
    }

    static UnionpayRefusal state() {
        return of("35", "原交易状态不正确");
    }
}
