/** The goods of one scale and what became of each on its way there. */
package org.caishi.scale.push;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.catalog.Good;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/manage/{marketCode}/scales/{deviceId}/goods")
class PushPage {
    private final MarketDoor door;
    private final Devices devices;
    private final GoodsPush pushes;
    private final AuditTrail audit;

    PushPage(MarketDoor door, Devices devices, GoodsPush pushes, AuditTrail audit) {
        this.door = door;
        this.devices = devices;
        this.pushes = pushes;
        this.audit = audit;
    }

    /** @param push null where these goods were never sent */
    record Line(Good good, @Nullable Push push) {
        public String state() {
            return push == null ? "NONE" : push.state().name();
        }
    }

    @GetMapping
    @MarketStaff
    String goods(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            Model model) {
        Market market = door.enter(person, marketCode);
        Device scale = scale(market, deviceId);
        Map<Long, Push> latest =
                pushes.latest(scale).stream().collect(Collectors.toMap(Push::goodId, Function.identity()));
        List<Line> lines = pushes.goodsOf(scale).stream()
                .map(good -> new Line(good, latest.get(good.goodId())))
                .toList();
        model.addAttribute("market", market);
        model.addAttribute("scale", scale);
        model.addAttribute("lines", lines);
        model.addAttribute("edge", devices.edgeOf(scale).map(Device::serial).orElse(null));
        model.addAttribute("readsBack", DahuaLine.leadsTo(scale));
        model.addAttribute("pricePer", DahuaGoods.pricePer(scale));
        model.addAttribute("priceDecimals", DahuaGoods.priceDecimals(scale));
        model.addAttribute("zone", market.timeZone());
        model.addAttribute("maySend", maySend(person));
        return "scale/goods";
    }

    @PostMapping
    @MarketManager
    String again(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long deviceId,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        Device scale = scale(market, deviceId);
        int count = pushes.again(scale, person.signInName());
        audit.record(market.marketId(), person, "scale.push", "scale " + scale.serial(), count + " goods");
        next.addFlashAttribute("asked", count);
        return "redirect:/manage/{marketCode}/scales/{deviceId}/goods";
    }

    private Device scale(Market market, long deviceId) {
        Device scale = devices.byId(market.marketId(), deviceId);
        if (!GoodsPush.takesGoods(scale)) {
            throw new NotFound("scale " + deviceId + " takes no goods");
        }
        return scale;
    }

    /** Those whom {@link MarketManager} lets in. */
    private static boolean maySend(Person person) {
        return switch (person.role()) {
            case OPERATOR, MANAGER -> true;
            case CLERK, INSPECTOR, VENDOR -> false;
        };
    }
}
