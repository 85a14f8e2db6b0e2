/** Where a person sets the PIN that moving money asks for. */
package org.caishi.identity;

import java.util.regex.Pattern;
import org.caishi.platform.BadInput;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
@SignedIn
@RequestMapping("/account/pin")
class PinPage {
    private static final String PAGE = "identity/pin";

    /** Our own pages only: an address from outside must not lead anywhere else. */
    private static final Pattern OWN_PAGE = Pattern.compile("/(vendor|manage)(/[0-9A-Za-z-]{1,40}){1,5}");

    private final Pins pins;

    PinPage(Pins pins) {
        this.pins = pins;
    }

    @GetMapping
    String page(@AuthenticationPrincipal Person person, @RequestParam(defaultValue = "") String back, Model model) {
        model.addAttribute("home", home(person, back));
        return PAGE;
    }

    @PostMapping
    String set(
            @AuthenticationPrincipal Person person,
            @RequestParam String password,
            @RequestParam String pin,
            @RequestParam String again,
            @RequestParam(defaultValue = "") String back,
            Model model) {
        model.addAttribute("home", home(person, back));
        try {
            if (!pin.equals(again)) {
                throw new BadInput("identity.pin.differ");
            }
            pins.set(person, password, pin);
            model.addAttribute("done", true);
        } catch (BadInput wrong) {
            model.addAttribute("wrong", wrong.messageKey());
        }
        return PAGE;
    }

    /** Back to the page that asked for a PIN, else to where the person begins. */
    private static String home(Person person, String back) {
        return OWN_PAGE.matcher(back).matches() ? back : SignInPages.homeOf(person);
    }
}
