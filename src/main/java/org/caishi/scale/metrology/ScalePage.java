/** The page of one scale: its particulars, its verifications, and what the law says of them. */
package org.caishi.scale.metrology;

import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.time.LocalDate;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/manage/{marketCode}/scales/{deviceId}")
class ScalePage {
    private final MarketDoor door;
    private final ScaleRegister register;
    private final Stalls stalls;
    private final InstantSource clock;

    ScalePage(MarketDoor door, ScaleRegister register, Stalls stalls, InstantSource clock) {
        this.door = door;
        this.register = register;
        this.stalls = stalls;
        this.clock = clock;
    }

    @GetMapping
    @MarketStaff
    String scale(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            Model model) {
        Market market = door.enter(person, marketCode);
        RegisteredScale scale = register.byId(market.marketId(), deviceId);
        return show(person, market, scale, ScaleForm.of(scale.particulars()), VerificationForm.empty(), model);
    }

    @PostMapping
    @MarketManager
    String change(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            @ModelAttribute("typed") ScaleForm form,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Market market = door.enter(person, marketCode);
        RegisteredScale scale = register.byId(market.marketId(), deviceId);
        try {
            register.change(person, scale, form);
        } catch (BadInput wrong) {
            refuse(wrong, model, response);
            return show(person, market, scale, form, VerificationForm.empty(), model);
        }
        next.addFlashAttribute("said", "metrology.scale.saved");
        return "redirect:/manage/{marketCode}/scales/{deviceId}";
    }

    @PostMapping("/verifications")
    @MarketManager
    String verify(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            @ModelAttribute("typed") VerificationForm form,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Market market = door.enter(person, marketCode);
        RegisteredScale scale = register.byId(market.marketId(), deviceId);
        try {
            register.verify(person, market, scale, form);
        } catch (BadInput wrong) {
            refuse(wrong, model, response);
            return show(person, market, scale, ScaleForm.of(scale.particulars()), form, model);
        }
        next.addFlashAttribute("said", "metrology.verification.saved");
        return "redirect:/manage/{marketCode}/scales/{deviceId}";
    }

    static void refuse(BadInput wrong, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        model.addAttribute("wrong", wrong.messageKey());
        model.addAttribute("wrongWith", wrong.arguments());
    }

    private String show(
            Person person,
            Market market,
            RegisteredScale scale,
            ScaleForm form,
            VerificationForm verification,
            Model model) {
        Long stallId = scale.device().stallId();
        LocalDate today = clock.instant().atZone(market.timeZone()).toLocalDate();
        model.addAttribute("market", market);
        model.addAttribute("scale", scale);
        model.addAttribute("standing", scale.standing(today));
        model.addAttribute(
                "stallNo",
                stallId == null ? "" : stalls.byId(market.marketId(), stallId).stallNo());
        model.addAttribute("form", form);
        model.addAttribute("classes", ScaleForm.CLASSES);
        model.addAttribute("verification", verification);
        model.addAttribute(
                "verifications",
                register.verifications(market.marketId(), scale.device().deviceId()));
        model.addAttribute("today", today);
        model.addAttribute("mayChange", mayChange(person));
        return "scale/scale";
    }

    /** Those whom {@link MarketManager} lets in; the buttons are shown to them only. */
    static boolean mayChange(Person person) {
        return switch (person.role()) {
            case OPERATOR, MANAGER -> true;
            case CLERK, INSPECTOR, VENDOR -> false;
        };
    }
}
