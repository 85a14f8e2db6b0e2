/** The delivery ledger of a market's business day: paid and heard, paid and never heard, and how long it took. */
package org.caishi.report;

import java.time.Clock;
import java.time.LocalDate;
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
import org.caishi.report.SaidRows.OutcomeSum;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SaidPage {
    static final int PAGE = 50;
    private static final int LAST_PAGE = 200;
    private static final int STALLS = 1_000;

    /** The groups by which the page counts, each with what belongs to it; a figure opens exactly its rows. */
    static final Map<String, List<String>> GROUPS = Map.of(
            "all",
                    List.of(
                            "SPOKEN",
                            "ACKED",
                            "SENT_ONLY",
                            "QUEUED",
                            "SENT",
                            "QUIET",
                            "NONE",
                            "NOBODY",
                            "EXPIRED",
                            "SUMMED",
                            "FAILED"),
            "heard", List.of("SPOKEN", "ACKED", "SENT_ONLY"),
            "waiting", List.of("QUEUED", "SENT"),
            "quiet", List.of("QUIET"),
            "never", List.of("NONE", "NOBODY", "EXPIRED", "SUMMED", "FAILED"));

    private final Clock clock;
    private final MarketDoor door;
    private final Stalls stalls;
    private final SaidRows rows;

    SaidPage(Clock clock, MarketDoor door, Stalls stalls, SaidRows rows) {
        this.clock = clock;
        this.door = door;
        this.stalls = stalls;
        this.rows = rows;
    }

    @GetMapping("/manage/{marketCode}/announcements")
    @MarketStaff
    String page(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate date,
            @RequestParam(defaultValue = "") String stall,
            @RequestParam(defaultValue = "never") String group,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Market market = door.enter(person, marketCode);
        long id = market.marketId();
        LocalDate day = date == null ? market.day().dateOf(clock.instant()) : date;
        Long stallId = stallId(id, stall);
        List<String> outcomes = GROUPS.get(group);
        if (outcomes == null) {
            throw new BadInput("report.payments.badChoice");
        }
        int shown = Math.clamp(page, 1, LAST_PAGE);
        var found = rows.page(id, day, stallId, outcomes, PAGE + 1, (shown - 1) * PAGE);
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("date", day);
        model.addAttribute("stall", stall);
        model.addAttribute("stalls", stalls.of(id));
        model.addAttribute("group", group);
        fillFigures(model, rows.sums(id, day, stallId));
        model.addAttribute("rows", found.stream().limit(PAGE).toList());
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() > PAGE);
        model.addAttribute("byHour", rows.agesByHour(id, day, stallId));
        model.addAttribute("byStall", stallId == null ? rows.agesByStall(id, day, STALLS) : List.of());
        return "report/announcements";
    }

    private static void fillFigures(Model model, List<OutcomeSum> sums) {
        Map<String, Long> byOutcome =
                sums.stream().collect(Collectors.toMap(OutcomeSum::outcome, OutcomeSum::payments));
        model.addAttribute("sums", sums);
        model.addAttribute(
                "figures",
                GROUPS.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                group -> group.getValue().stream()
                                        .mapToLong(outcome -> byOutcome.getOrDefault(outcome, 0L))
                                        .sum())));
    }

    private @Nullable Long stallId(long marketId, String stallNo) {
        return stallNo.isBlank()
                ? null
                : stalls.byNo(marketId, stallNo.strip())
                        .map(Stall::stallId)
                        .orElseThrow(() -> new BadInput("report.payments.badChoice"));
    }
}
