/** The rules of splits (分账): receivers are bound, parts of one trade go out to them, the rest is set free. */
package org.caishi.simulator.alipay;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Delays;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Receivers are forgotten at a restart: the merchant binds them again, which is well. */
@Component
@SimulatesAlipay
class AlipaySplits implements AlipayMethods {
    private static final BasisPoints FEE = BasisPoints.of(60);
    private static final int MOST_PERCENT = 30;
    private static final Duration NOT_BEFORE = Duration.ofSeconds(30);
    private static final Duration TAKES = Duration.ofSeconds(2);
    private static final int MOST_SYNC_REQUESTS = 50;
    private static final int MOST_SYNC_RECEIVERS = 5;
    private static final int MOST_ASYNC_REQUESTS = 300;
    private static final int MOST_ASYNC_RECEIVERS = 50;
    private static final int MOST_BOUND = 20_000;

    private final AlipayTrades trades;
    private final Delays delays;
    private final SimulatorSettings settings;
    private final Clock clock;
    private final Set<String> bound = ConcurrentHashMap.newKeySet();

    AlipaySplits(AlipayTrades trades, Delays delays, SimulatorSettings settings, Clock clock) {
        this.trades = trades;
        this.delays = delays;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Map<String, Function<AlipayCall, Map<String, Object>>> methods() {
        return Map.of(
                "alipay.trade.royalty.relation.bind", this::bind,
                "alipay.trade.royalty.rate.query", this::rate,
                "alipay.trade.order.settle", this::settle,
                "alipay.trade.order.settle.query", this::query);
    }

    private Map<String, Object> bind(AlipayCall call) {
        call.number("out_request_no");
        JsonNode receivers = call.biz().path("receiver_list");
        if (receivers.isEmpty() || bound.size() > MOST_BOUND) {
            throw AlipayRefusal.parameter("receiver_list");
        }
        for (JsonNode receiver : receivers) {
            String account = receiver.path("account").asString("");
            if (account.isEmpty() || account.length() > 128) {
                throw AlipayRefusal.business("ACQ.USER_NOT_EXIST", "用户不存在");
            }
            bound.add(account);
        }
        return Map.of("result_code", "SUCCESS");
    }

    private Map<String, Object> rate(AlipayCall call) {
        call.number("out_request_no");
        return Map.of("max_ratio", MOST_PERCENT);
    }

    private Map<String, Object> settle(AlipayCall call) {
        boolean async = "async".equals(call.optional("royalty_mode"));
        AlipaySplit wanted = new AlipaySplit(
                call.number("out_request_no"),
                trades.nextId("S"),
                parts(call, async ? MOST_ASYNC_RECEIVERS : MOST_SYNC_RECEIVERS),
                false,
                call.biz()
                        .path("extend_params")
                        .path("royalty_finish")
                        .asString("")
                        .equals("true"),
                clock.instant(),
                null);
        if (wanted.parts().isEmpty() && !wanted.finishes()) {
            throw AlipayRefusal.parameter("royalty_parameters");
        }
        AlipayTrade trade = paidTrade(call);
        AlipayTrade after = trades.change(
                trade.number(), now -> accepted(now, wanted, async ? MOST_ASYNC_REQUESTS : MOST_SYNC_REQUESTS));
        AlipaySplit split = after.split(wanted.outRequestNo()).orElseThrow();
        if (split.done() == null && async) {
            finishLater(trade.number(), split.outRequestNo());
        } else {
            finish(trade.number(), split.outRequestNo());
        }
        return Map.of("trade_no", after.tradeNo(), "settle_no", split.settleNo());
    }

    /** Does what is due for a split under way, also after a restart. */
    void finishLater(String outTradeNo, String outRequestNo) {
        delays.after(TAKES, () -> finish(outTradeNo, outRequestNo));
    }

    private void finish(String outTradeNo, String outRequestNo) {
        var _ = trades.change(
                outTradeNo,
                trade -> trade.split(outRequestNo)
                        .filter(split -> split.done() == null)
                        .map(split -> trade.with(split.done(clock.instant())))
                        .orElse(trade));
    }

    private Map<String, Object> query(AlipayCall call) {
        AlipayTrade trade = paidTrade(call);
        String number = call.number("out_request_no");
        AlipaySplit split =
                trade.split(number).orElseThrow(() -> AlipayRefusal.business("ACQ.SETTLE_ORDER_NOT_EXIST", "分账单不存在"));
        List<Map<String, Object>> details = new ArrayList<>();
        for (AlipaySplit.Part part : split.parts()) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("operation_type", split.back() ? "transfer_refund" : "transfer");
            detail.put("amount", Money.ofFen(part.amount()).yuan());
            detail.put("state", split.done() == null ? "PROCESSING" : "SUCCESS");
            detail.put(split.back() ? "trans_out" : "trans_in", part.account());
            detail.put(split.back() ? "trans_out_type" : "trans_in_type", part.accountType());
            if (split.done() != null) {
                detail.put("execute_dt", AlipayCall.time(split.done()));
            }
            details.add(detail);
        }
        return Map.of(
                "out_request_no",
                number,
                "operation_dt",
                AlipayCall.time(split.created()),
                "royalty_detail_list",
                details);
    }

    /** The rules of a split; the same number with the same parts is the same split. */
    private AlipayTrade accepted(AlipayTrade trade, AlipaySplit wanted, int mostRequests) {
        Optional<AlipaySplit> known = trade.split(wanted.outRequestNo());
        if (known.isPresent()) {
            if (!known.get().parts().equals(wanted.parts())) {
                throw AlipayRefusal.business("ACQ.DISCORDANT_REPEAT_REQUEST", "请求参数与之前不一致");
            }
            return trade;
        }
        if (clock.instant().isBefore(trade.paidTime().plus(settings.scaled(NOT_BEFORE)))) {
            throw AlipayRefusal.business("ACQ.TRADE_STATUS_ERROR", "交易处理中，请稍后再试");
        }
        if (trade.isUnfrozen() || trade.state() == AlipayTrade.State.TRADE_CLOSED) {
            throw AlipayRefusal.business("ACQ.ALLOC_AMOUNT_VALIDATE_ERROR", "交易没有可分账的金额");
        }
        if (trade.splits().size() >= mostRequests) {
            throw AlipayRefusal.business("ACQ.ROYALTY_TIMES_EXCEED_LIMIT", "分账次数超限");
        }
        Money total = Money.ofFen(trade.order().total());
        long left = total.minus(FEE.shareOf(total)).fen() - trade.splitFen() - trade.refundedFen();
        long most = total.fen() * MOST_PERCENT / 100 - trade.splitFen();
        if (wanted.outFen() > Math.min(left, most)) {
            throw AlipayRefusal.business("ACQ.ALLOC_AMOUNT_VALIDATE_ERROR", "分账金额超限");
        }
        return trade.with(wanted);
    }

    private List<AlipaySplit.Part> parts(AlipayCall call, int most) {
        List<AlipaySplit.Part> parts = new ArrayList<>();
        for (JsonNode part : call.biz().path("royalty_parameters")) {
            String account = part.path("trans_in").asString("");
            if (!bound.contains(account)) {
                throw AlipayRefusal.business("ACQ.USER_ROYALTY_RELATION_NOT_EXIST", "分账关系不存在");
            }
            long fen = AlipayCall.fen(part.path("amount").asString(""), "royalty_parameters.amount");
            if (fen < 1) {
                throw AlipayRefusal.parameter("royalty_parameters.amount");
            }
            parts.add(new AlipaySplit.Part(account, part.path("trans_in_type").asString("userId"), fen));
        }
        if (parts.size() > most) {
            throw AlipayRefusal.business("ACQ.ROYALTY_RECEIVER_EXCEED_LIMIT", "分账收入方超限");
        }
        return parts;
    }

    private AlipayTrade paidTrade(AlipayCall call) {
        return trades.byTradeNo(call.required("trade_no"))
                .filter(AlipayTrade::isPaid)
                .orElseThrow(AlipayRefusal::noSuchTrade);
    }
}
