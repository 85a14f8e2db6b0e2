/** What was sold on scales without a valid verification; as a page and as Excel. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.report.ListQuery.Period;
import org.caishi.report.MetrologyLists.Total;
import org.caishi.report.MetrologyLists.UnverifiedSale;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
@MarketStaff
class UnverifiedSalesPage {
    private static final int DAYS_BACK = 6;

    private final Clock clock;
    private final MarketDoor door;
    private final MetrologyLists lists;
    private final ListBook book;

    UnverifiedSalesPage(Clock clock, MarketDoor door, MetrologyLists lists, ListBook book) {
        this.clock = clock;
        this.door = door;
        this.lists = lists;
        this.book = book;
    }

    @GetMapping("/manage/{marketCode}/unverified-sales")
    String list(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") ListQuery query,
            Model model) {
        Market market = door.enter(person, marketCode);
        Period period = period(market, query);
        Total total = lists.unverifiedTotal(market.marketId(), period.first(), period.last());
        query.frame(model, market, period, total.sales());
        model.addAttribute("total", total);
        model.addAttribute(
                "rows",
                lists.unverified(market.marketId(), period.first(), period.last(), ListQuery.PAGE, query.offset()));
        return "report/unverified";
    }

    @GetMapping("/manage/{marketCode}/unverified-sales.xlsx")
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
                        "metrology.unverified",
                        period.toString(),
                        List.of("metrology.unverified.mark", "metrology.scale.validUntil")),
                words -> columns(words, market),
                lists.unverified(market.marketId(), period.first(), period.last(), ListBook.MAX_ROWS, 0),
                true,
                response);
    }

    private static List<Column<UnverifiedSale>> columns(MessageSourceAccessor words, Market market) {
        return List.of(
                new Column.Text<>(words.getMessage("report.stall"), 10, UnverifiedSale::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 20, UnverifiedSale::tradeName),
                new Column.Text<>(words.getMessage("metrology.scale.serial"), 22, UnverifiedSale::serial),
                new Column.Moment<>(
                        words.getMessage("metrology.weighedAt"), 20, sale -> ListBook.local(market, sale.weighedAt())),
                new Column.Day<>(words.getMessage("report.businessDate"), 12, UnverifiedSale::businessDate),
                new Column.Day<>(words.getMessage("metrology.scale.validUntil"), 14, UnverifiedSale::validUntil),
                new Column.Text<>(
                        words.getMessage("report.state"),
                        12,
                        sale -> words.getMessage("report.state." + sale.state(), sale.state())),
                new Column.Amount<>(words.getMessage("report.amount"), 14, UnverifiedSale::total));
    }

    private Period period(Market market, ListQuery query) {
        return query.period(market.day().dateOf(clock.instant()), DAYS_BACK);
    }
}
