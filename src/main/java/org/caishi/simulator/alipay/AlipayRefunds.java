/** Refunds: done when they are asked for, told by a notice; with what is to come back from receivers of splits. */
package org.caishi.simulator.alipay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

@Component
@SimulatesAlipay
class AlipayRefunds implements AlipayMethods {
    private static final Duration LATEST = Duration.ofDays(365);
    private static final int MOST = 50;

    private final AlipayTrades trades;
    private final AlipayNotices notices;
    private final Clock clock;

    AlipayRefunds(AlipayTrades trades, AlipayNotices notices, Clock clock) {
        this.trades = trades;
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public Map<String, Function<AlipayCall, Map<String, Object>>> methods() {
        return Map.of("alipay.trade.refund", this::refund, "alipay.trade.fastpay.refund.query", this::query);
    }

    /** As the merchant's cancelling does. */
    void giveBackWhole(AlipayTrade trade, String number) {
        var _ = accept(
                trade,
                new AlipayRefund(number, trade.order().total() - trade.refundedFen(), "", clock.instant()),
                List.of());
    }

    private Map<String, Object> refund(AlipayCall call) {
        AlipayTrade trade = paidTrade(call);
        String reason = call.optional("refund_reason");
        AlipayRefund wanted = new AlipayRefund(
                call.number("out_request_no"),
                AlipayCall.fen(call.required("refund_amount"), "refund_amount"),
                reason == null ? "" : reason,
                clock.instant());
        boolean isNew = accept(trade, wanted, back(call));
        AlipayTrade after = trades.find(trade.number()).orElseThrow(AlipayRefusal::noSuchTrade);
        Map<String, Object> fields = new LinkedHashMap<>(AlipayTradeApi.named(after));
        fields.put("fund_change", isNew ? "Y" : "N");
        fields.put("refund_fee", Money.ofFen(after.refundedFen()).yuan());
        return fields;
    }

    private Map<String, Object> query(AlipayCall call) {
        AlipayTrade trade = paidTrade(call);
        Optional<AlipayRefund> found = trade.refund(call.number("out_request_no"));
        if (found.isEmpty()) {
            return Map.of();
        }
        AlipayRefund refund = found.get();
        Map<String, Object> fields = new LinkedHashMap<>(AlipayTradeApi.named(trade));
        fields.put("out_request_no", refund.outRequestNo());
        fields.put("total_amount", Money.ofFen(trade.order().total()).yuan());
        fields.put("refund_amount", Money.ofFen(refund.amount()).yuan());
        fields.put("refund_status", "REFUND_SUCCESS");
        for (JsonNode option : call.biz().path("query_options")) {
            if (option.asString("").equals("gmt_refund_pay")) {
                fields.put("gmt_refund_pay", AlipayCall.time(refund.at()));
            }
        }
        return fields;
    }

    /** True when it is new; the same number with the same amount is the same refund. */
    private boolean accept(AlipayTrade trade, AlipayRefund wanted, List<AlipaySplit.Part> back) {
        boolean[] isNew = {false};
        AlipayTrade after = trades.change(trade.number(), now -> {
            Optional<AlipayRefund> known = now.refund(wanted.outRequestNo());
            isNew[0] = known.isEmpty();
            return known.isPresent() ? same(now, known.get(), wanted) : accepted(now, wanted, back);
        });
        if (isNew[0] && wanted.amount() > 0) {
            notices.refunded(after, wanted);
        }
        return isNew[0];
    }

    private static AlipayTrade same(AlipayTrade trade, AlipayRefund known, AlipayRefund wanted) {
        if (known.amount() != wanted.amount()) {
            throw AlipayRefusal.business("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额与之前请求不一致");
        }
        return trade;
    }

    private AlipayTrade accepted(AlipayTrade trade, AlipayRefund wanted, List<AlipaySplit.Part> back) {
        Instant now = clock.instant();
        if (wanted.amount() == 0 && back.isEmpty()) {
            throw AlipayRefusal.parameter("refund_amount");
        }
        if (now.isAfter(trade.paidTime().plus(LATEST))) {
            throw AlipayRefusal.business("ACQ.TRADE_HAS_FINISHED", "交易已完结");
        }
        if (trade.state() == AlipayTrade.State.TRADE_CLOSED && wanted.amount() > 0) {
            throw AlipayRefusal.business("ACQ.REASON_TRADE_STATUS_INVALID", "交易状态异常");
        }
        if (trade.refundedFen() + wanted.amount() > trade.order().total()) {
            throw AlipayRefusal.business("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限");
        }
        if (trade.refunds().size() >= MOST) {
            throw AlipayRefusal.business("ACQ.TRADE_NOT_ALLOW_REFUND", "当前交易不允许退款");
        }
        AlipayTrade after = trade.with(wanted);
        if (!back.isEmpty()) {
            mustHold(trade, back);
            after = after.with(new AlipaySplit(
                    wanted.outRequestNo(), trades.nextId("R"), back, true, false, wanted.at(), wanted.at()));
        }
        long unsplit = after.order().total() - after.refundedFen() - after.splitFen();
        if (wanted.amount() > 0 && unsplit < 0) {
            throw AlipayRefusal.business("ACQ.SELLER_BALANCE_NOT_ENOUGH", "商户余额不足，请先退分账");
        }
        return after;
    }

    private static void mustHold(AlipayTrade trade, List<AlipaySplit.Part> back) {
        for (AlipaySplit.Part part : back) {
            long held = trade.splits().stream()
                    .filter(split -> split.done() != null)
                    .mapToLong(split -> split.gotFen(part.account()))
                    .sum();
            if (part.amount() > held) {
                throw AlipayRefusal.business("ACQ.ALLOC_AMOUNT_VALIDATE_ERROR", "退分账金额超过该收入方的分账金额");
            }
        }
    }

    private static List<AlipaySplit.Part> back(AlipayCall call) {
        List<AlipaySplit.Part> parts = new ArrayList<>();
        for (JsonNode part : call.biz().path("refund_royalty_parameters")) {
            parts.add(new AlipaySplit.Part(
                    part.path("trans_out").asString(""),
                    part.path("trans_out_type").asString("userId"),
                    AlipayCall.fen(part.path("amount").asString(""), "refund_royalty_parameters.amount")));
        }
        return parts;
    }

    private AlipayTrade paidTrade(AlipayCall call) {
        String tradeNo = call.optional("trade_no");
        return (tradeNo == null ? trades.find(call.required("out_trade_no")) : trades.byTradeNo(tradeNo))
                .filter(AlipayTrade::isPaid)
                .orElseThrow(AlipayRefusal::noSuchTrade);
    }
}
