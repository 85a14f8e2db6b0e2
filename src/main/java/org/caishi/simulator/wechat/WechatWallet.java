/** The page that stands for the phone: the pay sheet that a wallet would show, with its choices. */
package org.caishi.simulator.wechat;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Optional;
import org.caishi.simulator.SimulatorSettings;
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
    private static final String VIEW = "simulator/wallet";

    private final WechatTransactions transactions;
    private final WechatCashier cashier;
    private final Clock clock;

    WechatWallet(WechatTransactions transactions, WechatCashier cashier, Clock clock) {
        this.transactions = transactions;
        this.cashier = cashier;
        this.clock = clock;
    }

    /** What the sheet shows of an order; {@code state} is the end of a message key. */
    record Sheet(String prepayId, String merchant, String description, String amount, String payer, String state) {}

    @GetMapping
    String show(
            @PathVariable String prepayId,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = WechatPayers.COOKIE, required = false) @Nullable String payer,
            Model model) {
        WechatTransaction order = order(prepayId);
        return sheet(order, stateOf(order), back, WechatPayers.named(payer), model);
    }

    @PostMapping
    String decide(
            @PathVariable String prepayId,
            @RequestParam WechatCashier.Choice outcome,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = WechatPayers.COOKIE, required = false) @Nullable String cookie,
            Model model) {
        WechatTransaction order = order(prepayId);
        String payer = WechatPayers.named(cookie);
        WechatTransaction after;
        try {
            after = cashier.decide(order.order().outTradeNo(), payer, outcome);
        } catch (WechatRefusal tooLate) {
            return sheet(order, stateOf(order(prepayId)), back, payer, model);
        }
        String state = outcome == WechatCashier.Choice.REFUSE ? "refused" : stateOf(after);
        return ownPath(back).map(path -> "redirect:" + path).orElseGet(() -> sheet(after, state, back, payer, model));
    }

    private String sheet(WechatTransaction order, String state, @Nullable String back, String payer, Model model) {
        model.addAttribute(
                "sheet",
                new Sheet(
                        order.prepayId(),
                        order.order().subMchid(),
                        order.order().description(),
                        Money.ofFen(order.order().total()).yuan(),
                        payer,
                        state));
        model.addAttribute("back", ownPath(back).orElse(null));
        return VIEW;
    }

    private WechatTransaction order(String prepayId) {
        return transactions.byPrepayId(prepayId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String stateOf(WechatTransaction order) {
        return switch (order.state()) {
            case NOTPAY, USERPAYING -> order.isExpired(clock.instant()) ? "expired" : "open";
            case SUCCESS, REFUND -> "paid";
            case CLOSED, PAYERROR, REVOKED -> "closed";
        };
    }

    /** A path of this same server, or nothing: the wallet is no way to another site. */
    private static Optional<String> ownPath(@Nullable String back) {
        if (back == null || !back.startsWith("/") || back.startsWith("//") || back.indexOf('{') >= 0) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(back);
            boolean own = uri.getScheme() == null && uri.getRawAuthority() == null && back.indexOf('\\') < 0;
            return own ? Optional.of(back) : Optional.empty();
        } catch (URISyntaxException notAPath) {
            return Optional.empty();
        }
    }
}
