/** 付款码: the vendor scans the consumer's code; the code's last digit decides what the consumer's wallet does. */
package org.caishi.simulator.alipay;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.caishi.simulator.wallet.Choice;
import org.caishi.simulator.wallet.Delays;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;

/**
 * 16 to 24 digits that begin with 25 to 30. The last digit:
 *
 * <ul>
 *   <li>0 to 4: paid at once, 10000
 *   <li>5: the code is out of date, {@code ACQ.PAYMENT_AUTH_CODE_INVALID}
 *   <li>6: paid, but the answer is 20000 {@code ACQ.SYSTEM_ERROR}: the merchant has to ask
 *   <li>7: 10003, the consumer types a password and pays after 8 s (scaled)
 *   <li>8: 10003, and the consumer gives up after 30 s (scaled): TRADE_CLOSED
 *   <li>9: not enough money, {@code ACQ.BUYER_BALANCE_NOT_ENOUGH}; the trade is closed
 * </ul>
 */
@Component
@SimulatesAlipay
class AlipayCodeApi implements AlipayMethods {
    private static final Pattern CODE = Pattern.compile("(2[5-9]|30)\\d{14,22}");
    private static final Duration TYPES_PASSWORD = Duration.ofSeconds(8);
    private static final Duration GIVES_UP = Duration.ofSeconds(30);

    private final AlipayTrades trades;
    private final AlipayTradeApi orders;
    private final AlipayCashier cashier;
    private final Delays delays;

    AlipayCodeApi(AlipayTrades trades, AlipayTradeApi orders, AlipayCashier cashier, Delays delays) {
        this.trades = trades;
        this.orders = orders;
        this.cashier = cashier;
        this.delays = delays;
    }

    @Override
    public Map<String, Function<AlipayCall, Map<String, Object>>> methods() {
        return Map.of("alipay.trade.pay", this::pay);
    }

    private Map<String, Object> pay(AlipayCall call) {
        String code = call.required("auth_code");
        if (!CODE.matcher(code).matches() || !"bar_code".equals(call.optional("scene"))) {
            throw AlipayRefusal.parameter("auth_code");
        }
        String number =
                trades.open(orders.order(call, AlipayOrder.Kind.PAY, null)).number();
        // The same code is the same wallet as far as its first digits say.
        String payer = code.substring(2, 10);
        return switch (code.charAt(code.length() - 1)) {
            case '5' -> {
                close(number);
                throw AlipayRefusal.business("ACQ.PAYMENT_AUTH_CODE_INVALID", "支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款");
            }
            case '6' -> {
                var _ = cashier.decide(number, payer, Choice.PAY);
                throw AlipayRefusal.systemError();
            }
            case '7' -> {
                delays.after(TYPES_PASSWORD, () -> payUnlessOver(number, payer));
                yield waiting(number);
            }
            case '8' -> {
                delays.after(GIVES_UP, () -> close(number));
                yield waiting(number);
            }
            case '9' -> {
                close(number);
                throw AlipayRefusal.business("ACQ.BUYER_BALANCE_NOT_ENOUGH", "买家余额不足");
            }
            default -> paid(cashier.decide(number, payer, Choice.PAY));
        };
    }

    /** The merchant may have undone it while the consumer was typing. */
    private void payUnlessOver(String number, String payer) {
        if (trades.find(number).filter(AlipayTrade::isOpen).isPresent()) {
            var _ = cashier.decide(number, payer, Choice.PAY);
        }
    }

    private void close(String number) {
        var _ = trades.change(number, trade -> trade.isOpen() ? trade.closed() : trade);
    }

    private Map<String, Object> waiting(String number) {
        Map<String, Object> fields =
                new LinkedHashMap<>(AlipayTradeApi.named(trades.find(number).orElseThrow(AlipayRefusal::noSuchTrade)));
        fields.put("code", "10003");
        fields.put("msg", "order success pay inprocess");
        return fields;
    }

    private static Map<String, Object> paid(AlipayTrade trade) {
        Map<String, Object> fields = new LinkedHashMap<>(AlipayTradeApi.named(trade));
        fields.put("total_amount", Money.ofFen(trade.order().total()).yuan());
        fields.put("receipt_amount", Money.ofFen(trade.order().total()).yuan());
        fields.put("gmt_payment", AlipayCall.time(trade.paidTime()));
        fields.put("buyer_user_id", Objects.requireNonNull(trade.buyer()));
        return fields;
    }
}
