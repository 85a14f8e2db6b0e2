/** 扫码收款: the vendor scans the code in the customer's wallet, for the sale that waits or for a typed amount. */
package org.caishi.report.phone;

import java.util.Locale;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.market.Stall;
import org.caishi.payment.CodeSales;
import org.caishi.payment.OrderNumber;
import org.caishi.payment.OrderState;
import org.caishi.platform.BadInput;
import org.caishi.scale.Weighings;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The code is neither shown again nor kept: after a refusal the customer shows a fresh one. */
@Controller
class ScanPage {
    private final Stands stands;
    private final Weighings weighings;
    private final CodeSales codes;
    private final MessageSource messages;

    ScanPage(Stands stands, Weighings weighings, CodeSales codes, MessageSource messages) {
        this.stands = stands;
        this.weighings = weighings;
        this.codes = codes;
        this.messages = messages;
    }

    @VendorOnly
    @GetMapping("/vendor/scan")
    String page(@AuthenticationPrincipal Person person, Model model) {
        Stand stand = stands.of(person);
        model.addAttribute("stand", stand);
        Stall stall = stand.stall();
        if (stall != null) {
            weighings
                    .waiting(stand.marketId(), stall.stallId())
                    .ifPresent(weighing -> model.addAttribute("weighing", weighing));
        }
        return "vendor/scan";
    }

    @VendorOnly
    @PostMapping("/vendor/scan")
    String take(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable Long weighingId,
            @RequestParam(required = false) @Nullable String amount,
            Locale language,
            Model model) {
        try {
            OrderNumber number = weighingId == null
                    ? codes.take(person, code, typed(amount))
                    : codes.takeFor(person, code, weighingId);
            return "redirect:/vendor/scan/" + number;
        } catch (BadInput refused) {
            model.addAttribute("refused", messages.getMessage(refused.messageKey(), refused.arguments(), language));
            model.addAttribute("typed", amount);
            return page(person, model);
        }
    }

    /** Turns to "received" by itself. */
    @VendorOnly
    @GetMapping("/vendor/scan/{number}")
    String standing(@AuthenticationPrincipal Person person, @PathVariable String number, Model model) {
        CodeSales.Standing sale = codes.standing(person, number);
        if (sale.state() != OrderState.WAITING && sale.state() != OrderState.CLOSED) {
            return "redirect:/vendor/payments/" + sale.number();
        }
        model.addAttribute("sale", sale);
        return "vendor/scanned";
    }

    private static Money typed(@Nullable String amount) {
        try {
            return Money.parseYuan(amount == null ? "" : amount.strip());
        } catch (IllegalArgumentException unreadable) {
            throw new BadInput("vendor.cash.unreadable");
        }
    }
}
