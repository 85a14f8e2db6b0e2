/** Takes a fee's reminder off the vendor's phone once the vendor has read it. */
package org.caishi.speaker;

import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.platform.NotFound;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

@Controller
class VendorFeePage {
    private final FeeReminders reminders;

    VendorFeePage(FeeReminders reminders) {
        this.reminders = reminders;
    }

    @VendorOnly
    @PostMapping("/vendor/fees/{reminderId}/seen")
    String seen(@AuthenticationPrincipal Person person, @PathVariable long reminderId) {
        Long marketId = person.marketId();
        Long vendorId = person.vendorId();
        if (marketId == null || vendorId == null) {
            throw new NotFound("fees of user " + person.userId());
        }
        reminders.seen(marketId, vendorId, reminderId);
        return "redirect:/vendor";
    }
}
