/** On which those who see to a market's money remind a stall of a fee, and see whether it was said and seen. */
package org.caishi.speaker;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.identity.MoneyStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.speaker.FeeReminderRows.Told;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@MoneyStaff
@RequestMapping("/manage/{marketCode}/reminders")
class FeeReminderPages {
    private final MarketDoor door;
    private final Stalls stalls;
    private final FeeReminders reminders;
    private final MessageSource words;

    FeeReminderPages(MarketDoor door, Stalls stalls, FeeReminders reminders, MessageSource words) {
        this.door = door;
        this.stalls = stalls;
        this.reminders = reminders;
        this.words = words;
    }

    /** @param seenAt null while it stands on the vendor's phone */
    record Line(
            String stallNo,
            Told told,
            ZonedDateTime at,
            @Nullable ZonedDateTime seenAt) {}

    /** @param stall its number, chosen beforehand */
    @GetMapping
    String page(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(defaultValue = "") String stall,
            Model model) {
        Market market = door.enter(person, marketCode);
        List<Stall> all = stalls.of(market.marketId());
        Map<Long, Stall> byId = all.stream().collect(Collectors.toMap(Stall::stallId, Function.identity()));
        model.addAttribute("market", market);
        model.addAttribute("kinds", FeeKind.values());
        model.addAttribute("chosen", stall);
        model.addAttribute(
                "stalls", all.stream().filter(one -> one.vendorId() != null).toList());
        model.addAttribute(
                "lines",
                reminders.latest(market).stream()
                        .map(told -> line(market, byId.get(told.stallId()), told))
                        .toList());
        return "speaker/reminders";
    }

    @PostMapping
    String remind(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam String stall,
            @RequestParam FeeKind kind,
            @RequestParam(defaultValue = "") String amount,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        try {
            Stall asked = stalls.byNo(market.marketId(), stall)
                    .orElseThrow(() -> new BadInput("speaker.fleet.stall.unknown", stall));
            reminders.remind(person, market, asked, kind, money(amount));
            next.addFlashAttribute("done", words.getMessage("speaker.fee.reminded", new Object[] {stall}, locale));
        } catch (BadInput refused) {
            next.addFlashAttribute("refused", words.getMessage(refused.messageKey(), refused.arguments(), locale));
            next.addFlashAttribute("typed", amount);
        }
        return "redirect:/manage/" + market.code() + "/reminders";
    }

    private static Money money(String typed) {
        try {
            return Money.parseYuan(typed.strip());
        } catch (IllegalArgumentException unreadable) {
            throw new BadInput("speaker.fee.amount.unreadable");
        }
    }

    private static Line line(Market market, @Nullable Stall stall, Told told) {
        return new Line(
                stall == null ? "–" : stall.stallNo(),
                told,
                told.at().atZone(market.timeZone()),
                told.seenAt() == null ? null : told.seenAt().atZone(market.timeZone()));
    }
}
