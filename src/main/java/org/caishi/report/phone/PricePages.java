/** 价格: today's prices, each changed on a page of its own, in yuan per kilogram or per 斤. */
package org.caishi.report.phone;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.market.Stall;
import org.caishi.report.phone.PhonePushes.Missing;
import org.caishi.report.phone.TypedPrice.Price;
import org.caishi.report.phone.TypedPrice.Refused;
import org.caishi.units.UnitPrice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class PricePages {
    private static final String UNIT_COOKIE = "caishi-price-unit";
    private static final Duration REMEMBERED = Duration.ofDays(365);

    /** Older changes are read on the good's own page. */
    private static final Duration RECENT = Duration.ofDays(30);

    private final Stands stands;
    private final Goods goods;
    private final PhonePrices prices;
    private final PhonePushes pushes;
    private final Clock clock;

    PricePages(Stands stands, Goods goods, PhonePrices prices, PhonePushes pushes, Clock clock) {
        this.stands = stands;
        this.goods = goods;
        this.prices = prices;
        this.pushes = pushes;
        this.clock = clock;
    }

    @VendorOnly
    @GetMapping("/vendor/prices")
    String list(
            @AuthenticationPrincipal Person person,
            @RequestParam(name = "unit", required = false) @Nullable String chosen,
            @CookieValue(name = UNIT_COOKIE, defaultValue = "") String kept,
            Model model,
            HttpServletResponse response) {
        Stand stand = stands.of(person);
        PriceUnit unit = PriceUnit.of(chosen == null ? kept : chosen);
        if (chosen != null) {
            remember(unit, response);
        }
        model.addAttribute("stand", stand);
        model.addAttribute("unit", unit);
        model.addAttribute("goods", goods.of(stand.marketId(), stand.vendorId()));
        model.addAttribute("missing", missing(stand));
        model.addAttribute(
                "changes",
                prices.ofVendor(
                        stand.marketId(), stand.vendorId(), clock.instant().minus(RECENT)));
        return "vendor/prices";
    }

    private Map<Long, Missing> missing(Stand stand) {
        Stall stall = stand.stall();
        return stall == null ? Map.of() : Missing.byGood(pushes.missing(stand.marketId(), stall.stallId()));
    }

    @VendorOnly
    @GetMapping("/vendor/prices/{goodId}")
    String good(
            @AuthenticationPrincipal Person person,
            @PathVariable long goodId,
            @CookieValue(name = UNIT_COOKIE, defaultValue = "") String kept,
            Model model) {
        return form(stands.of(person), goodId, PriceUnit.of(kept), model);
    }

    /** The unit comes with the form, so that what the vendor saw beside the number is what counts. */
    @VendorOnly
    @PostMapping("/vendor/prices/{goodId}")
    String change(
            @AuthenticationPrincipal Person person,
            @PathVariable long goodId,
            @RequestParam(defaultValue = "") String price,
            @RequestParam(name = "unit", defaultValue = "") String unitKey,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Stand stand = stands.of(person);
        PriceUnit unit = PriceUnit.of(unitKey);
        return switch (TypedPrice.of(price, unit)) {
            case Price(UnitPrice wanted) -> {
                Good good = goods.byId(stand.marketId(), stand.vendorId(), goodId);
                goods.price(stand.marketId(), stand.vendorId(), goodId, wanted, person.signInName());
                next.addFlashAttribute("changedName", good.name());
                next.addFlashAttribute("changedPerKilogram", wanted.yuanPerKilogram());
                next.addFlashAttribute("changedPerJin", wanted.yuanPerJin());
                yield "redirect:/vendor/prices";
            }
            case Refused(String messageKey) -> {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
                model.addAttribute("refused", messageKey);
                model.addAttribute("typed", price);
                yield form(stand, goodId, unit, model);
            }
        };
    }

    private String form(Stand stand, long goodId, PriceUnit unit, Model model) {
        model.addAttribute("stand", stand);
        model.addAttribute("unit", unit);
        model.addAttribute("good", goods.byId(stand.marketId(), stand.vendorId(), goodId));
        model.addAttribute("changes", prices.ofGood(stand.marketId(), stand.vendorId(), goodId));
        return "vendor/price";
    }

    private static void remember(PriceUnit unit, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(UNIT_COOKIE, unit.key())
                        .path("/vendor")
                        .maxAge(REMEMBERED)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
