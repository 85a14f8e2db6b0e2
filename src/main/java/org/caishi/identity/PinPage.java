/** Where a person sets the PIN that moving money asks for. */
package org.caishi.identity;

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

    private final Pins pins;

    PinPage(Pins pins) {
        this.pins = pins;
    }

    @GetMapping
    String page(@AuthenticationPrincipal Person person, Model model) {
        model.addAttribute("home", SignInPages.homeOf(person));
        return PAGE;
    }

    @PostMapping
    String set(
            @AuthenticationPrincipal Person person,
            @RequestParam String password,
            @RequestParam String pin,
            @RequestParam String again,
            Model model) {
        model.addAttribute("home", SignInPages.homeOf(person));
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
}
