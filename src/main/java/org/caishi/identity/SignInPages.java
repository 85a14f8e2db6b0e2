/** The sign-in page, and the way from the front door to where a person works. */
package org.caishi.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Anyone
@Controller
class SignInPages {
    @GetMapping("/login")
    String login(
            @AuthenticationPrincipal @Nullable Person person,
            @RequestParam(name = "why", required = false) @Nullable SignInNote note,
            Model model) {
        if (person != null) {
            return "redirect:" + homeOf(person);
        }
        model.addAttribute("note", note);
        return "identity/login";
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal @Nullable Person person) {
        return "redirect:" + (person == null ? "/login" : homeOf(person));
    }

    /** Where a person's work begins. */
    static String homeOf(Person person) {
        return switch (person.role()) {
            case OPERATOR, MANAGER, CLERK, INSPECTOR -> "/manage";
            case VENDOR -> "/vendor";
        };
    }
}
