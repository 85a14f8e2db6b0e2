/** The page that stands for the phone: the pay sheet that a wallet would show, with its choices. */
package org.caishi.simulator.wechat;

import java.time.Clock;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Choice;
import org.caishi.simulator.wallet.Mishap;
import org.caishi.simulator.wallet.Payers;
import org.caishi.simulator.wallet.Sheet;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where JSAPI would open the pay sheet over the merchant's page, the demonstration links here with {@code return} set to that page. */
@Controller
@SimulatesWechat
@RequestMapping(SimulatorSettings.WECHAT_PATH + "/wallet/{prepayId}")
@PreAuthorize("permitAll()")
class WechatWallet {
    private final WechatTransactions transactions;
    private final WechatCashier cashier;
    private final WechatFaults faults;
    private final Clock clock;

    WechatWallet(WechatTransactions transactions, WechatCashier cashier, WechatFaults faults, Clock clock) {
        this.transactions = transactions;
        this.cashier = cashier;
        this.faults = faults;
        this.clock = clock;
    }

    @GetMapping
    String show(
            @PathVariable String prepayId,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String payer,
            Model model) {
        WechatTransaction order = order(prepayId);
        return sheet(order, stateOf(order), back, Payers.named(payer), model);
    }

    @PostMapping
    String decide(
            @PathVariable String prepayId,
            @RequestParam Choice outcome,
            @RequestParam(defaultValue = "NONE") Mishap mishap,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String cookie,
            Model model) {
        WechatTransaction order = order(prepayId);
        String payer = Payers.named(cookie);
        if (mishap != Mishap.NONE && outcome != Choice.REFUSE) {
            faults.put(order.order().outTradeNo(), mishap.faults());
        }
        WechatTransaction after;
        try {
            after = cashier.decide(order.order().outTradeNo(), payer, outcome);
        } catch (WechatRefusal tooLate) {
            return sheet(order, stateOf(order(prepayId)), back, payer, model);
        }
        String state = outcome == Choice.REFUSE ? "refused" : stateOf(after);
        return Sheet.ownPath(back)
                .map(path -> "redirect:" + path)
                .orElseGet(() -> sheet(after, state, back, payer, model));
    }

    private static String sheet(
            WechatTransaction order, String state, @Nullable String back, String payer, Model model) {
        return new Sheet(
                        "wechat",
                        SimulatorSettings.WECHAT_PATH + "/wallet/" + order.prepayId(),
                        order.order().subMchid(),
                        order.order().description(),
                        Money.ofFen(order.order().total()),
                        payer,
                        state)
                .show(back, model);
    }

    private WechatTransaction order(String prepayId) {
        return transactions.byPrepayId(prepayId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String stateOf(WechatTransaction order) {
        return switch (order.state()) {
            case NOTPAY, USERPAYING -> order.isExpired(clock.instant()) ? "expired" : "open";
            case SUCCESS, REFUND -> "paid";
            case CLOSED, PAYERROR -> "closed";
        };
    }
}
