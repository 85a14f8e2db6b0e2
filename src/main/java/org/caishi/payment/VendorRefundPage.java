/** Where a vendor gives back what came to the own stall, with the own PIN; another vendor's payment does not exist here. */
package org.caishi.payment;

import java.util.Locale;
import org.caishi.identity.Person;
import org.caishi.identity.Pins;
import org.caishi.identity.VendorOnly;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form is on the payment's own page; whose payment it is, is asked before the PIN, so that no try is spent on it. */
@Controller
class VendorRefundPage {
    private final VendorStalls stalls;
    private final Refunds refunds;
    private final CashRefunds cash;
    private final Pins pins;
    private final RefundReply reply;

    VendorRefundPage(VendorStalls stalls, Refunds refunds, CashRefunds cash, Pins pins, RefundReply reply) {
        this.stalls = stalls;
        this.refunds = refunds;
        this.cash = cash;
        this.pins = pins;
        this.reply = reply;
    }

    @VendorOnly
    @PostMapping("/vendor/payments/{number}/refunds")
    String refund(
            @AuthenticationPrincipal Person person,
            @PathVariable String number,
            @RequestParam String amount,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam String request,
            @RequestParam(required = false) @Nullable String pin,
            Locale locale,
            RedirectAttributes next) {
        PaymentOrder order = stalls.order(person, number);
        reply.say(next, locale, () -> {
            Money back = Money.parseYuan(amount);
            pins.require(person, pin);
            String id = RefundReply.requestId(request);
            return order.inCash()
                    ? cash.takeBack(order.number(), back, reason, id, person)
                    : refunds.askForOrder(order.number(), back, reason, id, person);
        });
        return "redirect:/vendor/payments/" + order.number();
    }
}
