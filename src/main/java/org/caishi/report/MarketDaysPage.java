/** The business days of a market: those closed, each with its statements and their proof, and the one that still runs. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.NotFound;
import org.caishi.report.DayRows.DayRow;
import org.caishi.report.DayRows.StatementLine;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
@RequestMapping("/manage/{marketCode}")
class MarketDaysPage {
    private static final int PAGE = 31;
    private static final int LAST_PAGE = 400;

    private final Clock clock;
    private final MarketDoor door;
    private final DayRows rows;
    private final SettlementBook book;

    MarketDaysPage(Clock clock, MarketDoor door, DayRows rows, SettlementBook book) {
        this.clock = clock;
        this.door = door;
        this.rows = rows;
        this.book = book;
    }

    @GetMapping("/days")
    @MarketStaff
    String days(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Market market = open(person, marketCode, model);
        int shown = Math.clamp(page, 1, LAST_PAGE);
        List<DayRow> days = rows.days(market.marketId(), PAGE + 1, (shown - 1) * PAGE);
        model.addAttribute("days", days.stream().limit(PAGE).toList());
        model.addAttribute("page", shown);
        model.addAttribute("more", days.size() > PAGE);
        return "report/days";
    }

    @GetMapping("/days/{date}")
    @MarketStaff
    String day(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable @DateTimeFormat(iso = ISO.DATE) LocalDate date,
            Model model) {
        Market market = open(person, marketCode, model);
        DayRow day = closed(market, date);
        List<StatementLine> lines = rows.statements(market.marketId(), date);
        DayTotal total = total(lines);
        model.addAttribute("day", day);
        model.addAttribute("lines", lines);
        model.addAttribute("total", total);
        model.addAttribute("proof", DayProof.of(total, rows.posted(market.marketId(), date)));
        return "report/day";
    }

    @GetMapping("/days/{date}/settlement.xlsx")
    @MarketStaff
    void excel(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable @DateTimeFormat(iso = ISO.DATE) LocalDate date,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        book.send(market, closed(market, date), person.displayName(), locale, response);
    }

    /** The running statement of an open date, today unless another open one is asked for; a closed one has its own page. */
    @GetMapping("/statements")
    @MarketStaff
    String running(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate date,
            Model model) {
        Market market = open(person, marketCode, model);
        LocalDate today = market.day().dateOf(clock.instant());
        LocalDate wanted = date == null ? today : date;
        if (rows.day(market.marketId(), wanted).isPresent()) {
            return "redirect:/manage/" + market.code() + "/days/" + wanted;
        }
        List<StatementLine> lines = rows.running(market.marketId(), wanted);
        model.addAttribute("date", wanted);
        model.addAttribute("open", openDates(market, today));
        model.addAttribute("lines", lines);
        model.addAttribute("total", total(lines));
        model.addAttribute("now", clock.instant());
        return "report/statements";
    }

    /** The newest dates that are not closed, today first; at most a week, more is a close that hangs. */
    private List<LocalDate> openDates(Market market, LocalDate today) {
        LocalDate closed = rows.closedThrough(market.marketId()).orElse(today.minusDays(1));
        return today.minusDays(6)
                .datesUntil(today.plusDays(1))
                .filter(date -> date.isAfter(closed))
                .toList()
                .reversed();
    }

    private DayRow closed(Market market, LocalDate date) {
        return rows.day(market.marketId(), date).orElseThrow(() -> new NotFound("closed day " + date));
    }

    private Market open(Person person, String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        return market;
    }

    private static DayTotal total(List<StatementLine> lines) {
        return DayTotal.sum(lines.stream().map(StatementLine::total).toList());
    }
}
