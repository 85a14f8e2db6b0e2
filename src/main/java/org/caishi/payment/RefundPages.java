/** Where staff give money back: a payment's refund form, and the money that belongs to no order. */
package org.caishi.payment;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.caishi.identity.BankOperator;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.MoneyStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Pins;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Vendor;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Every form carries a request id made with the page, so that a thumb that taps twice asks once. */
@Controller
class RefundPages {
    /** Market 0 keeps the platform's own books. */
    private static final long PLATFORM = 0;

    private static final ZoneId PLATFORM_ZONE = ZoneId.of("Asia/Shanghai");

    private final MarketDoor door;
    private final Refunds refunds;
    private final SuspenseDesk suspense;
    private final Pins pins;
    private final RefundReply reply;
    private final MessageSource words;

    RefundPages(
            MarketDoor door,
            Refunds refunds,
            SuspenseDesk suspense,
            Pins pins,
            RefundReply reply,
            MessageSource words) {
        this.door = door;
        this.refunds = refunds;
        this.suspense = suspense;
        this.pins = pins;
        this.reply = reply;
        this.words = words;
    }

    @MoneyStaff
    @PostMapping("/manage/{marketCode}/payments/{orderNo}/refunds")
    String refund(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String orderNo,
            @RequestParam String amount,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam String request,
            @RequestParam(required = false) @Nullable String pin,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        OrderNumber number = OrderNumber.parse(orderNo)
                .filter(printed -> printed.marketId() == market.marketId())
                .orElseThrow(() -> new NotFound("order " + orderNo));
        reply.say(next, locale, () -> {
            Money back = Money.parseYuan(amount);
            pins.require(person, pin);
            return refunds.askForOrder(number, back, reason, RefundReply.requestId(request), person);
        });
        return "redirect:/manage/" + market.code() + "/payments/" + number + "#refunds";
    }

    @MarketStaff
    @GetMapping("/manage/{marketCode}/suspense")
    String suspense(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        show(model, market.marketId(), market.timeZone(), "/manage/" + market.code() + "/suspense");
        return "payment/suspense";
    }

    @MoneyStaff
    @PostMapping("/manage/{marketCode}/suspense/{suspenseId}/refund")
    String refundSuspense(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long suspenseId,
            @RequestParam String request,
            @RequestParam(required = false) @Nullable String pin,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        reply.say(next, locale, () -> {
            pins.require(person, pin);
            return refunds.askForSuspense(market.marketId(), suspenseId, "", RefundReply.requestId(request), person);
        });
        return "redirect:/manage/" + market.code() + "/suspense";
    }

    @MoneyStaff
    @PostMapping("/manage/{marketCode}/suspense/{suspenseId}/assign")
    String assignSuspense(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long suspenseId,
            @RequestParam(required = false) @Nullable String pin,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        try {
            pins.require(person, pin);
            suspense.assign(market.marketId(), suspenseId, person);
            next.addFlashAttribute("said", words.getMessage("payment.suspense.assigned", null, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", words.getMessage(wrong.messageKey(), wrong.arguments(), locale));
        }
        return "redirect:/manage/" + market.code() + "/suspense";
    }

    /** What came to sub-merchants of no market that we know. */
    @BankOperator
    @GetMapping("/manage/suspense")
    String platformSuspense(Model model) {
        show(model, PLATFORM, PLATFORM_ZONE, "/manage/suspense");
        return "payment/suspense";
    }

    @BankOperator
    @PostMapping("/manage/suspense/{suspenseId}/refund")
    String refundPlatformSuspense(
            @AuthenticationPrincipal Person person,
            @PathVariable long suspenseId,
            @RequestParam String request,
            @RequestParam(required = false) @Nullable String pin,
            Locale locale,
            RedirectAttributes next) {
        reply.say(next, locale, () -> {
            pins.require(person, pin);
            return refunds.askForSuspense(PLATFORM, suspenseId, "", RefundReply.requestId(request), person);
        });
        return "redirect:/manage/suspense";
    }

    private void show(Model model, long marketId, ZoneId zone, String base) {
        model.addAttribute("zone", zone);
        model.addAttribute("base", base);
        model.addAttribute("rows", lines(marketId, zone));
    }

    private List<Line> lines(long marketId, ZoneId zone) {
        return suspense.newest(marketId).stream()
                .map(row -> new Line(
                        row,
                        row.bookedAt().atZone(zone),
                        suspense.vendorOf(row).map(Vendor::tradeName).orElse(""),
                        UUID.randomUUID().toString()))
                .toList();
    }

    /** One line of the page: the money, and whose sub-merchant it lies with. */
    record Line(Suspense row, ZonedDateTime at, String vendor, String request) {
        public boolean open() {
            return row.state() == Suspense.State.OWED_BACK && row.isOfOurMoney();
        }
    }
}
