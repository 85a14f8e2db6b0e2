/** The page that stands for the phone: the pay sheet that the wallet would show, with its choices. */
package org.caishi.simulator.alipay;

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

/** A code that is shown leads here too: whoever opens the page has scanned it. */
@Controller
@SimulatesAlipay
@RequestMapping(SimulatorSettings.ALIPAY_PATH + "/wallet/{tradeNo}")
@PreAuthorize("permitAll()")
class AlipayWallet {
    private final AlipayTrades trades;
    private final AlipayCashier cashier;
    private final AlipayFaults faults;
    private final Clock clock;

    AlipayWallet(AlipayTrades trades, AlipayCashier cashier, AlipayFaults faults, Clock clock) {
        this.trades = trades;
        this.cashier = cashier;
        this.faults = faults;
        this.clock = clock;
    }

    @GetMapping
    String show(
            @PathVariable String tradeNo,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String payer,
            Model model) {
        AlipayTrade trade = trades.change(trade(tradeNo).number(), AlipayTrade::scanned);
        return sheet(trade, stateOf(trade), back, Payers.named(payer), model);
    }

    @PostMapping
    String decide(
            @PathVariable String tradeNo,
            @RequestParam Choice outcome,
            @RequestParam(defaultValue = "NONE") Mishap mishap,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String cookie,
            Model model) {
        AlipayTrade trade = trade(tradeNo);
        String payer = Payers.named(cookie);
        if (mishap != Mishap.NONE && outcome != Choice.REFUSE) {
            faults.put(trade.number(), mishap.faults());
        }
        AlipayTrade after;
        try {
            after = cashier.decide(trade.number(), payer, outcome);
        } catch (AlipayRefusal tooLate) {
            return sheet(trade, stateOf(trade(tradeNo)), back, payer, model);
        }
        String state = outcome == Choice.REFUSE ? "refused" : stateOf(after);
        return Sheet.ownPath(back)
                .map(path -> "redirect:" + path)
                .orElseGet(() -> sheet(after, state, back, payer, model));
    }

    private static String sheet(AlipayTrade trade, String state, @Nullable String back, String payer, Model model) {
        return new Sheet(
                        "alipay",
                        SimulatorSettings.ALIPAY_PATH + "/wallet/" + trade.tradeNo(),
                        trade.order().subMerchant(),
                        trade.order().subject(),
                        Money.ofFen(trade.order().total()),
                        payer,
                        state)
                .show(back, model);
    }

    private AlipayTrade trade(String tradeNo) {
        return trades.byTradeNo(tradeNo).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String stateOf(AlipayTrade trade) {
        return switch (trade.state()) {
            case SHOWN, WAIT_BUYER_PAY -> trade.isExpired(clock.instant()) ? "expired" : "open";
            case TRADE_SUCCESS -> "paid";
            case TRADE_CLOSED -> trade.isPaid() ? "paid" : "closed";
        };
    }
}
