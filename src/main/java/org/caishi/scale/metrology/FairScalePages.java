/** The pages of the fair scale: find a sale, weigh it again, print the record, and check the scale every day. */
package org.caishi.scale.metrology;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.scale.metrology.FairScales.FairScale;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@MarketStaff
@RequestMapping("/manage/{marketCode}/fair-scale")
class FairScalePages {
    private final MarketDoor door;
    private final FairScales fairScales;
    private final Reweighs reweighs;
    private final Stalls stalls;

    FairScalePages(MarketDoor door, FairScales fairScales, Reweighs reweighs, Stalls stalls) {
        this.door = door;
        this.fairScales = fairScales;
        this.reweighs = reweighs;
        this.stalls = stalls;
    }

    @GetMapping
    String find(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(name = "number", defaultValue = "") String number,
            @RequestParam(name = "stall", defaultValue = "") String stallNo,
            Model model) {
        Market market = door.enter(person, marketCode);
        List<Stall> all = stalls.of(market.marketId());
        boolean asked = !number.isBlank() || !stallNo.isBlank();
        List<SaleLine> lines = number.isBlank()
                ? stalls.byNo(market.marketId(), stallNo.strip())
                        .map(stall -> reweighs.ofStall(market, stall.stallId()))
                        .orElse(List.of())
                : reweighs.find(market, number);
        model.addAttribute("market", market);
        model.addAttribute("fair", fairScales.of(market));
        model.addAttribute("stalls", all);
        model.addAttribute("stallNos", stallNos(all));
        model.addAttribute("number", number);
        model.addAttribute("stallNo", stallNo);
        model.addAttribute("asked", asked);
        model.addAttribute("lines", lines);
        model.addAttribute("zone", market.timeZone());
        return "scale/fair";
    }

    @GetMapping("/reweigh/{weighingId}/{lineNo}")
    String form(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long weighingId,
            @PathVariable int lineNo,
            Model model) {
        Market market = door.enter(person, marketCode);
        SaleLine line = reweighs.line(market, weighingId, lineNo);
        List<FairScale> fair = fairScales.of(market);
        return show(market, line, fair, reweighs.suggestion(market, line, fair), model);
    }

    @PostMapping("/reweigh/{weighingId}/{lineNo}")
    String record(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long weighingId,
            @PathVariable int lineNo,
            @ModelAttribute("typed") ReweighForm form,
            Model model,
            HttpServletResponse response) {
        Market market = door.enter(person, marketCode);
        SaleLine line = reweighs.line(market, weighingId, lineNo);
        try {
            Reweigh reweigh = reweighs.record(person, market, line, form);
            return "redirect:/manage/{marketCode}/reweighs/" + reweigh.number();
        } catch (BadInput wrong) {
            ScalePage.refuse(wrong, model, response);
            return show(market, line, fairScales.of(market), form, model);
        }
    }

    /** What the page asks for every second. */
    @GetMapping("/{deviceId}/live")
    String live(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        model.addAttribute("one", fairScales.byId(market, deviceId));
        return "scale/reweigh :: live";
    }

    @GetMapping("/{deviceId}/check")
    String check(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            Model model) {
        Market market = door.enter(person, marketCode);
        return showCheck(market, fairScales.byId(market, deviceId), List.of(), model);
    }

    @PostMapping("/{deviceId}/check")
    String checked(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            @RequestParam(name = "reading", defaultValue = "") List<String> readings,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Market market = door.enter(person, marketCode);
        FairScale fair = fairScales.byId(market, deviceId);
        try {
            FairCheck check = fairScales.check(person, market, fair, readings);
            next.addFlashAttribute("said", check.passed() ? "metrology.check.passed" : "metrology.check.failed");
        } catch (BadInput wrong) {
            ScalePage.refuse(wrong, model, response);
            return showCheck(market, fair, readings, model);
        }
        return "redirect:/manage/{marketCode}/fair-scale/{deviceId}/check";
    }

    private String show(Market market, SaleLine line, List<FairScale> fair, ReweighForm form, Model model) {
        model.addAttribute("market", market);
        model.addAttribute("line", line);
        model.addAttribute("stall", stalls.byId(market.marketId(), line.stallId()));
        model.addAttribute("fair", fair);
        model.addAttribute("form", form);
        model.addAttribute("kinds", GoodsKind.values());
        model.addAttribute("methods", Method.values());
        model.addAttribute("bases", Judgement.Basis.values());
        model.addAttribute("zone", market.timeZone());
        return "scale/reweigh";
    }

    private String showCheck(Market market, FairScale fair, List<String> typed, Model model) {
        model.addAttribute("market", market);
        model.addAttribute("one", fair);
        model.addAttribute("rule", fairScales.rule(market));
        model.addAttribute("typed", typed);
        model.addAttribute("checks", fairScales.checks(market.marketId(), fair.deviceId()));
        model.addAttribute("zone", market.timeZone());
        return "scale/check";
    }

    private static Map<Long, String> stallNos(List<Stall> stalls) {
        return stalls.stream().collect(Collectors.toMap(Stall::stallId, Stall::stallNo));
    }
}
