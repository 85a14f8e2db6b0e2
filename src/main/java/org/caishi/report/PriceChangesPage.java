/** How the stalls' prices were changed: what, when, from, to and by whom; as a page and as Excel. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.report.ListQuery.Period;
import org.caishi.report.MetrologyLists.PriceLine;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
@MarketStaff
class PriceChangesPage {
    private static final int DAYS_BACK = 6;

    private final Clock clock;
    private final MarketDoor door;
    private final MetrologyLists lists;
    private final FloorRows stalls;
    private final ListBook book;

    PriceChangesPage(Clock clock, MarketDoor door, MetrologyLists lists, FloorRows stalls, ListBook book) {
        this.clock = clock;
        this.door = door;
        this.lists = lists;
        this.stalls = stalls;
        this.book = book;
    }

    @GetMapping("/manage/{marketCode}/price-changes")
    String list(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") ListQuery query,
            Model model) {
        Market market = door.enter(person, marketCode);
        Period period = period(market, query);
        Instant from = market.day().startOf(period.first());
        Instant before = market.day().endOf(period.last());
        long count = lists.priceCount(market.marketId(), from, before, query.stallNo());
        query.frame(model, market, period, count);
        model.addAttribute("stalls", stalls.of(market.marketId()));
        model.addAttribute("count", count);
        model.addAttribute(
                "rows", lists.prices(market.marketId(), from, before, query.stallNo(), ListQuery.PAGE, query.offset()));
        return "report/prices";
    }

    @GetMapping("/manage/{marketCode}/price-changes.xlsx")
    void export(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") ListQuery query,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        Period period = period(market, query);
        book.send(
                new ListBook.Ask(
                        market,
                        person,
                        locale,
                        "metrology.prices",
                        period.toString(),
                        List.of("metrology.prices.before", "metrology.by")),
                words -> columns(words, market),
                lists.prices(
                        market.marketId(),
                        market.day().startOf(period.first()),
                        market.day().endOf(period.last()),
                        query.stallNo(),
                        ListBook.MAX_ROWS,
                        0),
                false,
                response);
    }

    private static List<Column<PriceLine>> columns(MessageSourceAccessor words, Market market) {
        return List.of(
                new Column.Text<>(words.getMessage("report.stall"), 10, PriceLine::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 20, PriceLine::tradeName),
                new Column.Text<>(words.getMessage("metrology.good"), 16, PriceLine::name),
                new Column.Text<>(words.getMessage("metrology.category"), 12, PriceLine::category),
                new Column.Text<>(words.getMessage("metrology.plu"), 8, line -> Integer.toString(line.plu())),
                new Column.Moment<>(
                        words.getMessage("metrology.prices.since"), 20, line -> ListBook.local(market, line.since())),
                new Column.Text<>(words.getMessage("metrology.prices.before"), 14, PriceLine::before),
                new Column.Text<>(words.getMessage("metrology.prices.after"), 14, PriceLine::price),
                new Column.Text<>(words.getMessage("metrology.by"), 16, PriceLine::changedBy));
    }

    private Period period(Market market, ListQuery query) {
        return query.period(market.day().dateOf(clock.instant()), DAYS_BACK);
    }
}
