/** 今日称重: what was weighed today and what became of it; what nobody has paid can be taken back with its reason. */
package org.caishi.report.phone;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.platform.BadInput;
import org.caishi.scale.VoidReason;
import org.caishi.scale.VoidedWeighings;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class WeighingsPage {
    private static final String HERE = "redirect:/vendor/weighings";

    private final Stands stands;
    private final PhoneWeighings rows;
    private final VoidedWeighings voids;
    private final MessageSource messages;
    private final Clock clock;

    WeighingsPage(Stands stands, PhoneWeighings rows, VoidedWeighings voids, MessageSource messages, Clock clock) {
        this.stands = stands;
        this.rows = rows;
        this.voids = voids;
        this.messages = messages;
        this.clock = clock;
    }

    @VendorOnly
    @GetMapping("/vendor/weighings")
    String page(@AuthenticationPrincipal Person person, @RequestParam(defaultValue = "1") int page, Model model) {
        Stand stand = stands.of(person);
        PageNumber number = PageNumber.of(page);
        Instant since = clock.instant().minus(VoidedWeighings.UNDONE_WITHIN);
        var lines = rows.of(stand.marketId(), stand.vendorId(), stand.today(), PageNumber.ROWS + 1, number.offset());
        model.addAttribute("stand", stand);
        model.addAttribute("page", number);
        model.addAttribute("more", lines.size() > PageNumber.ROWS);
        model.addAttribute("lines", lines.stream().limit(PageNumber.ROWS).toList());
        model.addAttribute("reasons", VoidReason.values());
        model.addAttribute("me", person.signInName());
        model.addAttribute("since", since);
        return "vendor/weighings";
    }

    @VendorOnly
    @PostMapping("/vendor/weighings/{weighingId}/void")
    String makeVoid(
            @AuthenticationPrincipal Person person,
            @PathVariable long weighingId,
            @RequestParam VoidReason reason,
            @RequestParam(defaultValue = "") String note,
            Locale language,
            RedirectAttributes next) {
        return done(language, next, HERE, () -> voids.voidOwn(person, weighingId, reason, note));
    }

    /** Leads back to where the button stands. */
    @VendorOnly
    @PostMapping("/vendor/weighings/{weighingId}/restore")
    String restore(
            @AuthenticationPrincipal Person person,
            @PathVariable long weighingId,
            @RequestParam(defaultValue = "false") boolean collecting,
            Locale language,
            RedirectAttributes next) {
        return done(language, next, collecting ? "redirect:/vendor" : HERE, () -> voids.restoreOwn(person, weighingId));
    }

    private String done(Locale language, RedirectAttributes next, String to, Runnable work) {
        try {
            work.run();
        } catch (BadInput refused) {
            next.addFlashAttribute("refused", messages.getMessage(refused.messageKey(), refused.arguments(), language));
        }
        return to;
    }
}
