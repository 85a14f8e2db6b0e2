/** What the scales of a market have left out: gaps, broken chains, refusals; one scale's on a page of its own. */
package org.caishi.report;

import java.util.List;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.NotFound;
import org.caishi.report.SequenceRows.Gap;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
@RequestMapping("/manage/{marketCode}/sequences")
class MarketSequencesPage {
    private static final int PAGE = 100;
    private static final int LAST_PAGE = 100;
    /** Of one scale, of each kind. */
    private static final int SHOWN = 100;

    private final MarketDoor door;
    private final SequenceRows rows;

    MarketSequencesPage(MarketDoor door, SequenceRows rows) {
        this.door = door;
        this.rows = rows;
    }

    @GetMapping
    @MarketStaff
    String all(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Market market = open(person, marketCode, model);
        int shown = Math.clamp(page, 1, LAST_PAGE);
        var streams = rows.of(market.marketId(), PAGE + 1, (shown - 1) * PAGE);
        model.addAttribute("streams", streams.stream().limit(PAGE).toList());
        model.addAttribute("page", shown);
        model.addAttribute("more", streams.size() > PAGE);
        return "report/sequences";
    }

    @GetMapping("/{serial}")
    @MarketStaff
    String one(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String serial,
            Model model) {
        Market market = open(person, marketCode, model);
        long marketId = market.marketId();
        long deviceId = rows.device(marketId, serial).orElseThrow(() -> new NotFound("device " + serial));
        List<SequenceGap> gaps = rows.gaps(marketId, deviceId, SHOWN).stream()
                .map(gap -> SequenceGap.of(gap, arrived(marketId, deviceId, gap)))
                .toList();
        model.addAttribute("serial", serial);
        model.addAttribute("gaps", gaps);
        model.addAttribute("breaks", rows.breaks(marketId, deviceId, SHOWN));
        model.addAttribute("refusals", rows.refusals(marketId, deviceId, SHOWN));
        model.addAttribute("shown", SHOWN);
        return "report/sequence";
    }

    private List<Long> arrived(long marketId, long deviceId, Gap gap) {
        boolean torn = gap.missing() > 0 && gap.missing() < gap.toSeq() - gap.fromSeq() + 1;
        return torn
                ? rows.arrived(marketId, deviceId, gap.fromSeq(), gap.toSeq(), SequenceGap.MOST_RANGES + 1)
                : List.of();
    }

    private Market open(Person person, String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        return market;
    }
}
