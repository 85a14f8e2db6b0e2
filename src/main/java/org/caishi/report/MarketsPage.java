/** {@code GET /manage}: all markets for the bank's operator; everybody else goes straight to their own. */
package org.caishi.report;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.channel.Refusal;
import org.caishi.channel.Refusals;
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

    private static final int MOST_REFUSALS = 2000;

    private final Markets markets;
    private final Homes homes;
    private final AlarmRows alarms;
    private final BooksChecks checks;
    private final Refusals refusals;
    private final Clock clock;

    MarketsPage(Markets markets, Homes homes, AlarmRows alarms, BooksChecks checks, Refusals refusals, Clock clock) {
        this.markets = markets;
        this.homes = homes;
        this.alarms = alarms;
        this.checks = checks;
        this.refusals = refusals;
        this.clock = clock;
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
        model.addAttribute("refusals", refusedToday());
        BooksPage.addCheck(model, checks.state(FINDINGS_SHOWN));
        return "report/markets";
    }

    /** The reasons of the last day's refusals, the most frequent first. */
    private List<RefusedLine> refusedToday() {
        Map<RefusedLine, Long> sums = refusals.since(clock.instant().minus(Duration.ofDays(1)), MOST_REFUSALS).stream()
                .collect(Collectors.groupingBy(
                        refusal -> new RefusedLine(refusal.channel().name(), refusal.reason(), 0),
                        Collectors.summingLong(Refusal::refusals)));
        return sums.entrySet().stream()
                .map(sum -> new RefusedLine(sum.getKey().channel(), sum.getKey().reason(), sum.getValue()))
                .sorted(Comparator.comparingLong(RefusedLine::refusals).reversed())
                .toList();
    }

    private Market own(Person person) {
        Long marketId = person.marketId();
        if (marketId == null) {
            throw new NotFound("no market of " + person.userId());
        }
        return markets.byId(marketId);
    }

    /** How many notices of a channel were refused for a reason. */
    record RefusedLine(String channel, String reason, long refusals) {}

    /** A market with its day so far. */
    record MarketLine(Market market, Home home) {}
}
