/** 付款码: the vendor scans the consumer's code; the code's last digit decides what the consumer's wallet does. */
package org.caishi.simulator.wechat;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Choice;
import org.caishi.simulator.wallet.Delays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * 18 digits that begin with 10 to 15. There is no notice: what is not answered at once is found by query. The last digit:
 *
 * <ul>
 *   <li>0 to 4: paid at once, 200 with the transaction
 *   <li>5: the code is out of date, 403 {@code TRADE_ERROR}; the order is not paid and stays open
 *   <li>6: paid, but the answer is 500 {@code SYSTEM_ERROR}: the merchant has to ask
 *   <li>7: 202 {@code USERPAYING}, the consumer types a password and pays after 8 s (scaled)
 *   <li>8: 202 {@code USERPAYING}, and the consumer gives up after 30 s (scaled): PAYERROR
 *   <li>9: not enough money, 403 {@code NOT_ENOUGH}; the order is PAYERROR
 * </ul>
 */
@RestController
@SimulatesWechat
@PreAuthorize("permitAll()")
class WechatCodepayApi {
    private static final Pattern CODE = Pattern.compile("1[0-5]\\d{16}");
    private static final Duration TYPES_PASSWORD = Duration.ofSeconds(8);
    private static final Duration GIVES_UP = Duration.ofSeconds(30);

    private final WechatGate gate;
    private final WechatTransactions transactions;
    private final Delays delays;
    private final WechatCashier cashier;
    private final WechatKeys keys;
    private final Clock clock;

    WechatCodepayApi(
            WechatGate gate,
            WechatTransactions transactions,
            Delays delays,
            WechatCashier cashier,
            WechatKeys keys,
            Clock clock) {
        this.gate = gate;
        this.transactions = transactions;
        this.delays = delays;
        this.cashier = cashier;
        this.keys = keys;
        this.clock = clock;
    }

    @PostMapping(SimulatorSettings.WECHAT_PATH + "/v3/pay/partner/transactions/codepay")
    ResponseEntity<byte[]> codepay(HttpServletRequest request) {
        return gate.answer(request, WechatPrepayRequest.class, this::charge);
    }

    private @Nullable Object charge(WechatPrepayRequest request) {
        WechatOrder order = request.checked(WechatOrder.Kind.MICROPAY, keys, clock.instant());
        String code = WechatChecks.required(
                WechatChecks.given(request.payer(), "payer").authCode(), "payer.auth_code");
        if (!CODE.matcher(code).matches()) {
            throw WechatRefusal.parameter("payer.auth_code", "付款码应为18位数字，以10、11、12、13、14、15开头");
        }
        WechatTransaction known = transactions.find(order.outTradeNo()).orElse(null);
        if (known != null && !known.order().equals(order)) {
            throw WechatRefusal.numberUsed();
        }
        if (known != null && known.isPaid()) {
            return WechatAnswers.order(known, keys);
        }
        WechatTransaction opened = transactions.open(order);
        if (opened.state() == WechatTransaction.State.USERPAYING) {
            throw WechatRefusal.userPaying();
        }
        return charge(opened, code);
    }

    private WechatAnswers.Order charge(WechatTransaction opened, String code) {
        String number = opened.order().outTradeNo();
        // The same code is the same wallet as far as its first digits say.
        String payer = code.substring(2, 10);
        return switch (code.charAt(code.length() - 1)) {
            case '5' -> throw WechatRefusal.codeOutOfDate();
            case '6' -> {
                var _ = cashier.decide(number, payer, Choice.PAY);
                throw WechatRefusal.systemError();
            }
            case '7' -> {
                become(number, WechatTransaction.State.USERPAYING);
                delays.after(TYPES_PASSWORD, () -> {
                    var _ = cashier.decide(number, payer, Choice.PAY);
                });
                throw WechatRefusal.userPaying();
            }
            case '8' -> {
                become(number, WechatTransaction.State.USERPAYING);
                delays.after(GIVES_UP, () -> become(number, WechatTransaction.State.PAYERROR));
                throw WechatRefusal.userPaying();
            }
            case '9' -> {
                become(number, WechatTransaction.State.PAYERROR);
                throw WechatRefusal.notEnough("用户账号余额不足");
            }
            default -> WechatAnswers.order(cashier.decide(number, payer, Choice.PAY), keys);
        };
    }

    private void become(String number, WechatTransaction.State state) {
        var _ = transactions.change(number, order -> order.isOpen() ? order.in(state) : order);
    }
}
