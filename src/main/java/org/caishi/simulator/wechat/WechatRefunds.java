/** The rules of refunds: accepted at once, done after two seconds, told by a notice. */
package org.caishi.simulator.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Delays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
@SimulatesWechat
class WechatRefunds {
    private static final Duration TAKES = Duration.ofSeconds(2);
    private static final Duration LATEST = Duration.ofDays(365);
    private static final Duration APART = Duration.ofMinutes(1);
    private static final int MOST = 50;

    private final WechatTransactions transactions;
    private final WechatNotices notices;
    private final Delays delays;
    private final SimulatorSettings settings;
    private final Clock clock;

    WechatRefunds(
            WechatTransactions transactions,
            WechatNotices notices,
            Delays delays,
            SimulatorSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.delays = delays;
        this.settings = settings;
        this.clock = clock;
    }

    record Request(
            @Nullable String subMchid,
            @Nullable String transactionId,
            @Nullable String outTradeNo,
            @Nullable String outRefundNo,
            @Nullable String reason,
            @Nullable String notifyUrl,
            @Nullable Amount amount) {}

    record Amount(
            @Nullable Long refund,
            @Nullable Long total,
            @Nullable String currency) {}

    WechatAnswers.Refund accept(Request request) {
        String merchant = WechatChecks.mchid(request.subMchid(), "sub_mchid");
        String number = WechatChecks.outNo(request.outRefundNo(), "out_refund_no");
        Amount amount = WechatChecks.given(request.amount(), "amount");
        WechatChecks.currency(WechatChecks.required(amount.currency(), "amount.currency"));
        long total = WechatChecks.fen(amount.total(), "amount.total");
        WechatRefund wanted = new WechatRefund(
                number,
                transactions.nextId("5030"),
                WechatChecks.fen(amount.refund(), "amount.refund"),
                WechatChecks.optionalText(request.reason(), "reason", 80),
                request.notifyUrl() == null ? null : WechatChecks.notifyUrl(request.notifyUrl()),
                clock.instant(),
                null);
        String outTradeNo = paidOrder(request, merchant).order().outTradeNo();
        if (transactions.byRefund(number).stream()
                .anyMatch(order -> !order.order().outTradeNo().equals(outTradeNo))) {
            throw WechatRefusal.invalidRequest("商户退款单号重复");
        }
        WechatTransaction after = transactions.change(outTradeNo, order -> accepted(order, wanted, total));
        WechatRefund refund = after.refund(number).orElseThrow();
        if (refund.refundId().equals(wanted.refundId())) {
            finishLater(outTradeNo, number);
        }
        return WechatAnswers.refund(after, refund);
    }

    /** Does what is due for a refund under way, also after a restart. */
    void finishLater(String outTradeNo, String outRefundNo) {
        delays.after(TAKES, () -> finish(outTradeNo, outRefundNo));
    }

    private WechatTransaction paidOrder(Request request, String merchant) {
        Optional<WechatTransaction> found = request.transactionId() != null
                ? transactions.byTransactionId(request.transactionId())
                : transactions.find(WechatChecks.outTradeNo(request.outTradeNo()));
        WechatTransaction order = found.filter(one -> one.order().subMchid().equals(merchant))
                .orElseThrow(() -> WechatRefusal.noSuchResource("订单不存在"));
        if (!order.isPaid()) {
            throw WechatRefusal.invalidRequest("订单未支付，不可退款");
        }
        return order;
    }

    /** The rules of a refund; the same number with the same amount is the same refund. */
    private WechatTransaction accepted(WechatTransaction order, WechatRefund wanted, long total) {
        if (total != order.order().total()) {
            throw WechatRefusal.invalidRequest("订单金额与原订单不一致");
        }
        Optional<WechatRefund> known = order.refund(wanted.outRefundNo());
        if (known.isPresent()) {
            if (known.get().amount() != wanted.amount()) {
                throw WechatRefusal.invalidRequest("退款金额与之前请求不一致，请核实后再试");
            }
            return order;
        }
        if (order.refundedFen() + wanted.amount() > order.order().total()) {
            throw WechatRefusal.invalidRequest("退款总金额大于订单金额，或订单已全额退款");
        }
        if (order.refunds().size() >= MOST) {
            throw WechatRefusal.invalidRequest("同一笔订单最多支持" + MOST + "次部分退款");
        }
        Instant now = wanted.created();
        if (now.isAfter(order.paidTime().plus(LATEST))) {
            throw WechatRefusal.invalidRequest("订单已超过可退款的最大期限");
        }
        Instant earliest = now.minus(settings.scaled(APART));
        if (order.refunds().stream().anyMatch(before -> before.created().isAfter(earliest))) {
            throw WechatRefusal.tooOften("同一笔订单多次退款的请求需相隔1分钟");
        }
        return order.with(wanted);
    }

    private void finish(String outTradeNo, String outRefundNo) {
        WechatTransaction after = transactions.change(
                outTradeNo,
                order -> order.refund(outRefundNo)
                        .filter(refund -> refund.succeeded() == null)
                        .map(refund -> order.with(refund.succeeded(clock.instant())))
                        .orElse(order));
        after.refund(outRefundNo)
                .filter(refund -> Objects.nonNull(refund.succeeded()))
                .ifPresent(refund -> notices.refunded(after, refund));
    }
}
