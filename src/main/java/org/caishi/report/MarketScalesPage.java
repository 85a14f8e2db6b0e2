/** The ledger of a market's scales: which is verified until when, and what falls due; as a page and as Excel. */
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
import org.caishi.report.ScaleLedger.ScaleLine;
import org.caishi.scale.ScaleStanding;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
@MarketStaff
@RequestMapping("/manage/{marketCode}")
class MarketScalesPage {
    /** Two scales a stall of the largest market, and some. */
    private static final int MOST = 2_000;

    private final Clock clock;
    private final MarketDoor door;
    private final ScaleLedger ledger;
    private final ListBook book;

    MarketScalesPage(Clock clock, MarketDoor door, ScaleLedger ledger, ListBook book) {
        this.clock = clock;
        this.door = door;
        this.ledger = ledger;
        this.book = book;
    }

    @GetMapping("/scales")
    String list(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") ListQuery query,
            Model model) {
        Market market = door.enter(person, marketCode);
        LocalDate today = today(market);
        List<ScaleLine> all = ledger.of(market.marketId(), MOST);
        List<ScaleLine> chosen = chosen(all, query, today);
        model.addAttribute("market", market);
        model.addAttribute("today", today);
        model.addAttribute("standings", ScaleStanding.values());
        model.addAttribute("mayImport", mayImport(person));
        model.addAttribute("all", all);
        model.addAttribute("count", chosen.size());
        model.addAttribute("page", query.pageNumber());
        model.addAttribute("pages", ListQuery.pages(chosen.size()));
        model.addAttribute(
                "rows",
                chosen.stream().skip(query.offset()).limit(ListQuery.PAGE).toList());
        return "report/scales";
    }

    /** The ledger, as filtered. */
    @GetMapping("/scales.xlsx")
    void ledger(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") ListQuery query,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        LocalDate today = today(market);
        send(
                market,
                person,
                locale,
                "metrology.ledger",
                chosen(ledger.of(market.marketId(), MOST), query, today),
                response);
    }

    /** What is overdue, unknown, or ends within sixty days. */
    @GetMapping("/scales/due.xlsx")
    void due(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        LocalDate today = today(market);
        List<ScaleLine> due = ledger.of(market.marketId(), MOST).stream()
                .filter(scale -> scale.standing(today) != ScaleStanding.VALID)
                .toList();
        send(market, person, locale, "metrology.due", due, response);
    }

    private void send(
            Market market, Person person, Locale locale, String key, List<ScaleLine> rows, HttpServletResponse response)
            throws IOException {
        LocalDate today = today(market);
        book.send(
                new ListBook.Ask(
                        market,
                        person,
                        locale,
                        key,
                        today.toString(),
                        List.of("metrology.scale.validUntil", "metrology.scale.standing", "metrology.scale.interval")),
                words -> columns(words, today),
                rows,
                false,
                response);
    }

    private static List<ScaleLine> chosen(List<ScaleLine> all, ListQuery query, LocalDate today) {
        ScaleStanding standing = query.choice(ScaleStanding.class);
        String stallNo = query.stallNo();
        return all.stream()
                .filter(scale -> standing == null || scale.standing(today) == standing)
                .filter(scale -> stallNo == null || stallNo.equalsIgnoreCase(scale.stallNo()))
                .toList();
    }

    private static List<Column<ScaleLine>> columns(MessageSourceAccessor words, LocalDate today) {
        return List.of(
                new Column.Text<>(words.getMessage("report.stall"), 9, ScaleLine::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 18, ScaleLine::tradeName),
                new Column.Text<>(words.getMessage("metrology.scale.serial"), 20, ScaleLine::serial),
                new Column.Text<>(words.getMessage("metrology.scale.maker"), 12, ScaleLine::maker),
                new Column.Text<>(words.getMessage("metrology.scale.model"), 12, ScaleLine::model),
                new Column.Text<>(words.getMessage("metrology.scale.factoryNo"), 14, ScaleLine::factoryNo),
                new Column.Text<>(words.getMessage("metrology.scale.software"), 12, ScaleLine::softwareVersion),
                new Column.Text<>(words.getMessage("metrology.scale.approval"), 16, ScaleLine::approvalNo),
                new Column.Text<>(
                        words.getMessage("metrology.scale.max"),
                        10,
                        scale -> ScaleLine.thousandths(scale.maxGrams(), "kg")),
                new Column.Text<>(
                        words.getMessage("metrology.scale.min"),
                        10,
                        scale -> ScaleLine.thousandths(scale.minGrams(), "kg")),
                new Column.Text<>(
                        words.getMessage("metrology.scale.interval"),
                        8,
                        scale -> ScaleLine.thousandths(scale.intervalMilligrams(), "g")),
                new Column.Text<>(words.getMessage("metrology.scale.class"), 8, ScaleLine::accuracyClass),
                new Column.Text<>(words.getMessage("metrology.scale.seal"), 14, ScaleLine::sealNo),
                new Column.Day<>(words.getMessage("metrology.scale.verifiedOn"), 12, ScaleLine::verifiedOn),
                new Column.Day<>(words.getMessage("metrology.scale.validUntil"), 12, ScaleLine::validUntil),
                new Column.Text<>(
                        words.getMessage("metrology.scale.standing"),
                        12,
                        scale -> words.getMessage("metrology.standing." + scale.standing(today))),
                new Column.Text<>(words.getMessage("metrology.scale.certificate"), 18, ScaleLine::certificateNo),
                new Column.Text<>(words.getMessage("metrology.scale.verifiedBy"), 22, ScaleLine::verifiedBy),
                new Column.Text<>(
                        words.getMessage("metrology.scale.fair"),
                        8,
                        scale -> scale.fair() ? words.getMessage("metrology.yes") : ""));
    }

    /** Those whom the page that takes a sheet of particulars lets in. */
    private static boolean mayImport(Person person) {
        return switch (person.role()) {
            case OPERATOR, MANAGER -> true;
            case CLERK, INSPECTOR, VENDOR -> false;
        };
    }

    private LocalDate today(Market market) {
        return clock.instant().atZone(market.timeZone()).toLocalDate();
    }
}
