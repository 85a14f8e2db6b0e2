/** The taps on "cash": for the sale that waits, or for a typed amount. */
package org.caishi.report.phone;

import java.util.Locale;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.payment.CashSales;
import org.caishi.platform.BadInput;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class CashPage {
    private final CashSales cash;
    private final CollectPage collect;
    private final MessageSource messages;

    CashPage(CashSales cash, CollectPage collect, MessageSource messages) {
        this.cash = cash;
        this.collect = collect;
        this.messages = messages;
    }

    /** Works as a plain form, too. */
    @VendorOnly
    @PostMapping("/vendor/cash")
    String take(
            @AuthenticationPrincipal Person person,
            @RequestParam String request,
            @RequestParam(required = false) @Nullable Long weighingId,
            @RequestParam(required = false) @Nullable String amount,
            Locale language,
            RedirectAttributes next) {
        try {
            take(person, request, weighingId, amount);
        } catch (BadInput refused) {
            next.addFlashAttribute("refused", messages.getMessage(refused.messageKey(), refused.arguments(), language));
        }
        return "redirect:/vendor";
    }

    /** The same tap from a page with script; a refusal goes on to the product's own answer to bad input. */
    @VendorOnly
    @PostMapping(path = "/vendor/cash", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    NowJson takeLive(
            @AuthenticationPrincipal Person person,
            @RequestParam String request,
            @RequestParam(required = false) @Nullable Long weighingId,
            @RequestParam(required = false) @Nullable String amount,
            Locale language) {
        take(person, request, weighingId, amount);
        return collect.now(person, language);
    }

    private void take(Person person, String request, @Nullable Long weighingId, @Nullable String amount) {
        if (weighingId != null) {
            cash.takeFor(person, request, weighingId);
        } else {
            cash.take(person, request, typed(amount));
        }
    }

    private static Money typed(@Nullable String amount) {
        try {
            return Money.parseYuan(amount == null ? "" : amount.strip());
        } catch (IllegalArgumentException unreadable) {
            throw new BadInput("vendor.cash.unreadable");
        }
    }
}
