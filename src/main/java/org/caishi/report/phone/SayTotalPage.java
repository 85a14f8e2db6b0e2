/** The tap on "read it to me": the stall's speaker says what the day has come to so far. */
package org.caishi.report.phone;

import java.util.Locale;
import java.util.Set;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.market.Stall;
import org.caishi.speaker.Announcements;
import org.caishi.speaker.StallKey;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class SayTotalPage {
    private final Stands stands;
    private final PhoneReceipts receipts;
    private final Announcements announcements;
    private final MessageSource messages;

    SayTotalPage(Stands stands, PhoneReceipts receipts, Announcements announcements, MessageSource messages) {
        this.stands = stands;
        this.receipts = receipts;
        this.announcements = announcements;
        this.messages = messages;
    }

    @VendorOnly
    @PostMapping("/vendor/today/say")
    String say(@AuthenticationPrincipal Person person, Locale language, RedirectAttributes next) {
        String outcome = messages.getMessage(ask(stands.of(person)), null, language);
        next.addFlashAttribute("said", outcome);
        return "redirect:/vendor/today";
    }

    /** The key of what the vendor is told. */
    private String ask(Stand stand) {
        Stall at = stand.stall();
        Takings day = receipts.sum(stand.marketId(), stand.vendorId(), stand.today());
        if (at == null || day.payments() == 0) {
            return "vendor.today.none";
        }
        StallKey stall = new StallKey(stand.marketId(), at.stallId());
        if (!announcements.dayTotal(stall, day.amount(), day.payments())) {
            return "vendor.today.nobodySays";
        }
        announcements.nudge(Set.of(stall));
        return "vendor.today.saying";
    }
}
