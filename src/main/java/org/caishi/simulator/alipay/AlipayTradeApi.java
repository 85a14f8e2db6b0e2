/** Orders: created for a payer in the wallet, shown as a code, charged by a scanned code; asked about, closed, undone. */
package org.caishi.simulator.alipay;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
@SimulatesAlipay
class AlipayTradeApi implements AlipayMethods {
    private final AlipayTrades trades;
    private final AlipayRefunds refunds;
    private final AlipayAgreement agreement;
    private final SimulatorSettings settings;
    private final Clock clock;

    AlipayTradeApi(
            AlipayTrades trades,
            AlipayRefunds refunds,
            AlipayAgreement agreement,
            SimulatorSettings settings,
            Clock clock) {
        this.trades = trades;
        this.refunds = refunds;
        this.agreement = agreement;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Map<String, Function<AlipayCall, Map<String, Object>>> methods() {
        return Map.of(
                "alipay.trade.create", this::create,
                "alipay.trade.precreate", this::precreate,
                "alipay.trade.query", this::query,
                "alipay.trade.close", this::close,
                "alipay.trade.cancel", this::cancel);
    }

    private Map<String, Object> create(AlipayCall call) {
        String payer = call.optional("buyer_id");
        if (payer == null && call.optional("buyer_open_id") == null) {
            throw AlipayRefusal.parameter("buyer_id");
        }
        return named(trades.open(order(
                call,
                AlipayOrder.Kind.CREATE,
                Objects.requireNonNullElseGet(payer, () -> call.required("buyer_open_id")))));
    }

    /** The code is an address of the wallet page, so that any phone can open it by scanning. */
    private Map<String, Object> precreate(AlipayCall call) {
        AlipayTrade shown = trades.open(order(call, AlipayOrder.Kind.PRECREATE, null));
        return Map.of(
                "out_trade_no",
                shown.number(),
                "qr_code",
                settings.publicUrl() + SimulatorSettings.ALIPAY_PATH + "/wallet/" + shown.tradeNo());
    }

    private Map<String, Object> query(AlipayCall call) {
        AlipayTrade trade = existing(call);
        Map<String, Object> fields = new LinkedHashMap<>(named(trade));
        fields.put("trade_status", trade.state().name());
        fields.put("total_amount", Money.ofFen(trade.order().total()).yuan());
        if (trade.order().passback() != null) {
            fields.put("passback_params", trade.order().passback());
        }
        if (trade.isPaid()) {
            fields.put("send_pay_date", AlipayCall.time(trade.paidTime()));
            fields.put("buyer_user_id", Objects.requireNonNull(trade.buyer()));
            fields.put("buyer_pay_amount", Money.ofFen(trade.order().total()).yuan());
        }
        return fields;
    }

    private Map<String, Object> close(AlipayCall call) {
        AlipayTrade trade = existing(call);
        return named(trades.change(trade.number(), now -> {
            if (!now.isOpen()) {
                throw AlipayRefusal.business("ACQ.TRADE_STATUS_ERROR", "交易状态不合法");
            }
            return now.closed();
        }));
    }

    /** A paid trade is given back, an open one is closed. */
    private Map<String, Object> cancel(AlipayCall call) {
        AlipayTrade trade = trades.find(call.required("out_trade_no")).orElseThrow(AlipayRefusal::noSuchTrade);
        if (trade.isPaid() && trade.state() != AlipayTrade.State.TRADE_CLOSED) {
            refunds.giveBackWhole(trade, "cancel_" + trade.tradeNo());
            return cancelled(trade, "refund");
        }
        AlipayTrade closed = trades.change(trade.number(), now -> now.isOpen() ? now.closed() : now);
        return cancelled(closed, "close");
    }

    private static Map<String, Object> cancelled(AlipayTrade trade, String action) {
        Map<String, Object> fields = new LinkedHashMap<>(named(trade));
        fields.put("retry_flag", "N");
        fields.put("action", action);
        return fields;
    }

    static Map<String, Object> named(AlipayTrade trade) {
        return Map.of("out_trade_no", trade.number(), "trade_no", trade.tradeNo());
    }

    /** By either number; what nobody has scanned is not there, and what was not paid in time is closed. */
    private AlipayTrade existing(AlipayCall call) {
        String tradeNo = call.optional("trade_no");
        AlipayTrade trade = (tradeNo == null ? trades.find(call.required("out_trade_no")) : trades.byTradeNo(tradeNo))
                .filter(found -> found.state() != AlipayTrade.State.SHOWN)
                .orElseThrow(AlipayRefusal::noSuchTrade);
        return trades.change(
                trade.number(), now -> now.isOpen() && now.isExpired(clock.instant()) ? now.closed() : now);
    }

    AlipayOrder order(AlipayCall call, AlipayOrder.Kind kind, @Nullable String payer) {
        String seller = call.optional("seller_id");
        if (seller != null && !seller.equals(agreement.sellerId())) {
            throw AlipayRefusal.parameter("seller_id");
        }
        String sub = call.biz().path("sub_merchant").path("merchant_id").asString("");
        if (sub.isEmpty()) {
            throw AlipayRefusal.parameter("sub_merchant");
        }
        String subject = call.required("subject");
        if (subject.length() > 256 || subject.matches(".*[/=&].*")) {
            throw AlipayRefusal.parameter("subject");
        }
        return new AlipayOrder(
                call.number("out_trade_no"),
                kind,
                sub,
                subject,
                call.optional("passback_params"),
                call.optional("store_id"),
                notifyUrl(call.parameter("notify_url")),
                call.fen("total_amount"),
                payer,
                call.biz()
                        .path("extend_params")
                        .path("royalty_freeze")
                        .asString("")
                        .equals("true"),
                call.time("time_expire"));
    }

    private static @Nullable String notifyUrl(String url) {
        if (url.isEmpty()) {
            return null;
        }
        try {
            String scheme = URI.create(url).getScheme();
            if ("http".equals(scheme) || "https".equals(scheme)) {
                return url;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below.
        }
        throw AlipayRefusal.parameter("notify_url");
    }
}
