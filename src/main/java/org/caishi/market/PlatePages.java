/** The pages that print plates: one stall's, or a whole market's in the order in which they are hung. */
package org.caishi.market;

import java.util.List;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Scope;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@MarketStaff
@Controller
class PlatePages {
    private static final String VIEW = "market/plate";

    private final Markets markets;
    private final PlateSheets sheets;
    private final Scope scope;

    PlatePages(Markets markets, PlateSheets sheets, Scope scope) {
        this.markets = markets;
        this.sheets = sheets;
        this.scope = scope;
    }

    @GetMapping("/manage/{marketCode}/stalls/{stallNo}/plate")
    String one(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String stallNo,
            Model model) {
        Market market = market(person, marketCode);
        return print(market, List.of(sheets.of(market, stallNo)), model);
    }

    /** All plates of the market, or of one zone of it. */
    @GetMapping("/manage/{marketCode}/plates")
    String batch(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(name = "zone", required = false) @Nullable Long zoneId,
            Model model) {
        Market market = market(person, marketCode);
        List<PlateSheet> chosen = sheets.of(market).stream()
                .filter(sheet -> zoneId == null || sheet.holder().stall().zoneId() == zoneId)
                .toList();
        return print(market, chosen, model);
    }

    private String print(Market market, List<PlateSheet> chosen, Model model) {
        model.addAttribute("market", market);
        model.addAttribute("sheets", chosen);
        return VIEW;
    }

    private Market market(Person person, String marketCode) {
        Market market = markets.byCode(marketCode).orElseThrow(() -> new NotFound("market " + marketCode));
        scope.require(person, market.marketId());
        return market;
    }
}
