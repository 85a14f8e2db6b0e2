/** What was weighed again on the fair scale; as a page and as Excel. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.report.ListQuery.Period;
import org.caishi.report.MetrologyLists.ReweighLine;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
@MarketStaff
class ReweighsPage {
    private static final int DAYS_BACK = 30;

    private final Clock clock;
    private final MarketDoor door;
    private final MetrologyLists lists;
    private final ListBook book;

    ReweighsPage(Clock clock, MarketDoor door, MetrologyLists lists, ListBook book) {
        this.clock = clock;
        this.door = door;
        this.lists = lists;
        this.book = book;
    }

    /** What became of a re-weigh, as its row says it. */
    enum Outcome {
        OVER,
        WITHIN,
        OUTSIDE_TABLE,
        EXEMPT
    }

    @GetMapping("/manage/{marketCode}/reweighs")
    String list(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") ListQuery query,
            Model model) {
        Market market = door.enter(person, marketCode);
        Period period = period(market, query);
        String outcome = outcome(query);
        long count = lists.reweighCount(market.marketId(), period.first(), period.last(), outcome);
        query.frame(model, market, period, count);
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("count", count);
        model.addAttribute(
                "rows",
                lists.reweighs(
                        market.marketId(), period.first(), period.last(), outcome, ListQuery.PAGE, query.offset()));
        return "report/reweighs";
    }

    @GetMapping("/manage/{marketCode}/reweighs.xlsx")
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
                        "metrology.reweighs",
                        period.toString(),
                        List.of(
                                "metrology.reweigh.class",
                                "metrology.reweigh.limit",
                                "metrology.reweigh.method",
                                "metrology.reweigh.source")),
                words -> columns(words, market),
                lists.reweighs(market.marketId(), period.first(), period.last(), outcome(query), ListBook.MAX_ROWS, 0),
                false,
                response);
    }

    private static List<Column<ReweighLine>> columns(MessageSourceAccessor words, Market market) {
        return List.of(
                new Column.Text<>(words.getMessage("metrology.reweigh.number"), 20, ReweighLine::number),
                new Column.Moment<>(
                        words.getMessage("metrology.reweigh.at"),
                        19,
                        line -> ListBook.local(market, line.reweighedAt())),
                new Column.Text<>(words.getMessage("report.stall"), 7, ReweighLine::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 14, ReweighLine::tradeName),
                new Column.Text<>(words.getMessage("metrology.good"), 10, ReweighLine::name),
                new Column.Moment<>(
                        words.getMessage("metrology.weighedAt"), 19, line -> ListBook.local(market, line.weighedAt())),
                new Column.Text<>(words.getMessage("metrology.reweigh.price"), 9, ReweighLine::price),
                new Column.Amount<>(words.getMessage("report.amount"), 10, ReweighLine::amount),
                new Column.Count<>(words.getMessage("metrology.reweigh.settledGrams"), 8, ReweighLine::settledGrams),
                new Column.Count<>(words.getMessage("metrology.reweigh.actualGrams"), 8, ReweighLine::actualGrams),
                new Column.Count<>(words.getMessage("metrology.reweigh.shortGrams"), 8, ReweighLine::shortGrams),
                new Column.Count<>(words.getMessage("metrology.reweigh.limit"), 8, ReweighLine::limitGrams),
                named(words, "metrology.reweigh.outcome", "metrology.outcome.", 12, ReweighLine::outcome),
                new Column.Text<>(words.getMessage("metrology.reweigh.class"), 20, line -> classWords(words, line)),
                named(words, "metrology.reweigh.method", "metrology.method.", 12, ReweighLine::method),
                named(words, "metrology.reweigh.source", "metrology.source.", 6, ReweighLine::actualSource),
                new Column.Text<>(words.getMessage("metrology.scale.fair"), 18, line -> fairWords(words, line)),
                new Column.Text<>(words.getMessage("metrology.reweigh.rule"), 14, ReweighLine::ruleVersion),
                new Column.Text<>(words.getMessage("metrology.reweigh.remark"), 14, ReweighLine::remark),
                new Column.Text<>(words.getMessage("metrology.by"), 12, ReweighLine::reweighedBy));
    }

    /** The kind, both classes, and which of them decided. */
    private static String classWords(MessageSourceAccessor words, ReweighLine line) {
        return "%s %s / %s %s"
                .formatted(
                        words.getMessage("metrology.kind." + line.kind()),
                        line.classByKind(),
                        line.classByPrice(),
                        words.getMessage("metrology.basis." + line.basis()));
    }

    private static String fairWords(MessageSourceAccessor words, ReweighLine line) {
        return Objects.requireNonNullElse(line.fairSerial(), "–") + " "
                + words.getMessage("metrology.fair.state." + line.fairState());
    }

    private static Column<ReweighLine> named(
            MessageSourceAccessor words,
            String heading,
            String prefix,
            int width,
            java.util.function.Function<ReweighLine, String> of) {
        return new Column.Text<>(words.getMessage(heading), width, line -> words.getMessage(prefix + of.apply(line)));
    }

    private static @Nullable String outcome(ListQuery query) {
        Outcome chosen = query.choice(Outcome.class);
        return chosen == null ? null : chosen.name();
    }

    private Period period(Market market, ListQuery query) {
        return query.period(market.day().dateOf(clock.instant()), DAYS_BACK);
    }
}
