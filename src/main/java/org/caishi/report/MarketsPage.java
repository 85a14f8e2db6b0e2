/** {@code GET /manage}: all markets for the bank's operator; everybody else goes straight to their own. */
package org.caishi.report;

import java.util.List;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.NotFound;
import org.caishi.report.AlarmRows.OwedBack;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class MarketsPage {
    private static final long PLATFORM = 0;

    /** The rest is on the page of the books. */
    private static final int FINDINGS_SHOWN = 10;

    private final Markets markets;
    private final Homes homes;
    private final AlarmRows alarms;
    private final BooksChecks checks;

    MarketsPage(Markets markets, Homes homes, AlarmRows alarms, BooksChecks checks) {
        this.markets = markets;
        this.homes = homes;
        this.alarms = alarms;
        this.checks = checks;
    }

    @GetMapping("/manage")
    @MarketStaff
    String markets(@AuthenticationPrincipal Person person, Model model) {
        if (person.role() != Role.OPERATOR) {
            return "redirect:/manage/" + own(person).code();
        }
        List<MarketLine> lines = markets.all().stream()
                .map(market -> new MarketLine(market, homes.of(market)))
                .toList();
        OwedBack homeless = alarms.owedBack(PLATFORM);
        model.addAttribute("lines", lines);
        model.addAttribute("homeless", homeless);
        BooksPage.addCheck(model, checks.state(FINDINGS_SHOWN));
        return "report/markets";
    }

    private Market own(Person person) {
        Long marketId = person.marketId();
        if (marketId == null) {
            throw new NotFound("no market of " + person.userId());
        }
        return markets.byId(marketId);
    }

    /** A market with its day so far. */
    record MarketLine(Market market, Home home) {}
}
