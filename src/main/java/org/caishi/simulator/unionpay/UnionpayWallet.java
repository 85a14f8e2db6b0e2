/** The page that stands for the phone: the pay sheet that a wallet would show, with its choices. */
package org.caishi.simulator.unionpay;

import java.time.Clock;
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

@Controller
@SimulatesUnionpay
@RequestMapping(SimulatesUnionpay.PATH)
@PreAuthorize("permitAll()")
class UnionpayWallet {
    private final UnionpayTransactions transactions;
    private final UnionpayCashier cashier;
    private final UnionpayAbroad abroad;
    private final UnionpayFaults faults;
    private final Clock clock;

    UnionpayWallet(
            UnionpayTransactions transactions,
            UnionpayCashier cashier,
            UnionpayAbroad abroad,
            UnionpayFaults faults,
            Clock clock) {
        this.transactions = transactions;
        this.cashier = cashier;
        this.abroad = abroad;
        this.faults = faults;
        this.clock = clock;
    }

    @GetMapping("/wallet/{ticket}")
    String show(
            @PathVariable String ticket,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String payer,
            Model model) {
        UnionpayTransaction order = order(ticket);
        return sheet(order, stateOf(order), back, Payers.named(payer), model);
    }

    /** A wallet from abroad scans a code: the pay sheet of the order that it states. */
    @GetMapping("/abroad")
    String scan(
            @RequestParam String code,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String payer,
            Model model) {
        try {
            UnionpayTransaction order = abroad.scan(code);
            return sheet(order, stateOf(order), back, Payers.named(payer), model);
        } catch (UnionpayRefusal notACode) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping("/wallet/{ticket}")
    String decide(
            @PathVariable String ticket,
            @RequestParam Choice outcome,
            @RequestParam(defaultValue = "NONE") Mishap mishap,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @CookieValue(name = Payers.COOKIE, required = false) @Nullable String cookie,
            Model model) {
        UnionpayTransaction order = order(ticket);
        String payer = Payers.named(cookie);
        if (mishap != Mishap.NONE && outcome != Choice.REFUSE) {
            faults.put(order.number(), mishap.faults());
        }
        UnionpayTransaction after;
        try {
            after = cashier.decide(order.number(), outcome);
        } catch (UnionpayRefusal tooLate) {
            return sheet(order, stateOf(order(ticket)), back, payer, model);
        }
        String state = outcome == Choice.REFUSE ? "refused" : stateOf(after);
        return Sheet.ownPath(back)
                .map(path -> "redirect:" + path)
                .orElseGet(() -> sheet(after, state, back, payer, model));
    }

    private static String sheet(
            UnionpayTransaction order, String state, @Nullable String back, String payer, Model model) {
        return new Sheet(
                        "unionpay",
                        SimulatesUnionpay.PATH + "/wallet/" + order.ticket(),
                        order.order().subMerchant(),
                        order.order().description(),
                        Money.ofFen(order.order().fen()),
                        payer,
                        state)
                .show(back, model);
    }

    private UnionpayTransaction order(String ticket) {
        return transactions.byTicket(ticket).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String stateOf(UnionpayTransaction order) {
        return switch (order.state()) {
            case WAITING, PAYING -> order.isExpired(clock.instant()) ? "expired" : "open";
            case PAID -> "paid";
            case CLOSED, FAILED, REVERSED -> "closed";
        };
    }
}
