/** The list of a market's stalls for those who run it. */
package org.caishi.market;

import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Scope;
import org.caishi.platform.NotFound;
import org.caishi.platform.Vault;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@MarketStaff
@Controller
class StallPages {
    private final Markets markets;
    private final StallLines lines;
    private final Vault vault;
    private final Scope scope;

    StallPages(Markets markets, StallLines lines, Vault vault, Scope scope) {
        this.markets = markets;
        this.lines = lines;
        this.vault = vault;
        this.scope = scope;
    }

    @GetMapping("/manage/{marketCode}/stalls")
    String list(
            @AuthenticationPrincipal Person person, @PathVariable String marketCode, StallQuery query, Model model) {
        Market market = markets.byCode(marketCode).orElseThrow(() -> new NotFound("market " + marketCode));
        scope.require(person, market.marketId());
        StallQuery asked = query.bounded();
        byte[] phoneHash = PhoneNumber.read(String.valueOf(asked.text()))
                .map(number -> vault.hash(number.digits(), Vendors.PHONE))
                .orElseGet(() -> new byte[0]);
        int count = lines.count(market.marketId(), asked, phoneHash);
        model.addAttribute("market", market);
        model.addAttribute("zones", markets.zones(market.marketId()));
        model.addAttribute("states", StallState.values());
        model.addAttribute("orders", StallQuery.Order.values());
        model.addAttribute("query", asked);
        model.addAttribute("count", count);
        model.addAttribute("pages", Math.max(1, Math.ceilDiv(count, StallQuery.PAGE_SIZE)));
        model.addAttribute("lines", lines.page(market.marketId(), asked, phoneHash, StallQuery.PAGE_SIZE));
        return "market/stalls";
    }
}
