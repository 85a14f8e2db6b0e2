/** "Day settlement by stall" as Excel: the statements of a closed day, with totals that equal the journal. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caishi.market.Market;
import org.caishi.report.DayRows.DayRow;
import org.caishi.report.DayRows.StatementLine;
import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.stereotype.Component;

@Component
class SettlementBook {
    private final Clock clock;
    private final MessageSource messages;
    private final DayRows rows;

    SettlementBook(Clock clock, MessageSource messages, DayRows rows) {
        this.clock = clock;
        this.messages = messages;
        this.rows = rows;
    }

    void send(Market market, DayRow day, String by, Locale locale, HttpServletResponse response) throws IOException {
        MessageSourceAccessor words = new MessageSourceAccessor(messages, locale);
        List<StatementLine> lines = rows.statements(market.marketId(), day.businessDate());
        DayTotal total = DayTotal.sum(lines.stream().map(StatementLine::total).toList());
        DayProof proof = DayProof.of(total, rows.posted(market.marketId(), day.businessDate()));
        String title = words.getMessage("report.settlementBook.title", new Object[] {market.name()});
        String date = day.businessDate().toString();
        try (ReportBook book = new ReportBook(words)) {
            ReportSheet<StatementLine> sheet = book.sheet(
                    words.getMessage("report.settlementBook.tab"),
                    title,
                    words.getMessage("report.sheet.line", new Object[] {market.name(), date}),
                    columns(words));
            lines.forEach(sheet::add);
            sheet.total(words.getMessage("report.sheet.total"));
            sheet.note(words.getMessage(proof.agrees() ? "report.proof.agrees" : "report.proof.differs"));
            book.definitions(terms(words, market, day, by));
            Download.send(book, title + "_" + date + ".xlsx", response);
        }
    }

    private static List<Column<StatementLine>> columns(MessageSourceAccessor words) {
        return List.of(
                new Column.Text<>(words.getMessage("report.stall"), 10, StatementLine::stallNo),
                new Column.Text<>(words.getMessage("report.zone"), 14, StatementLine::zoneName),
                new Column.Text<>(words.getMessage("report.vendor"), 22, StatementLine::tradeName),
                new Column.Text<>(words.getMessage("report.owner"), 10, StatementLine::ownerMasked),
                new Column.Count<>(words.getMessage("report.payments"), 10, StatementLine::payments),
                amount(words, "report.gross", line -> line.total().gross()),
                amount(words, "report.refund", line -> line.total().refund()),
                amount(words, "report.fee", line -> line.total().fee()),
                amount(words, "report.subsidy", line -> line.total().subsidy()),
                amount(words, "report.commission", line -> line.total().commission()),
                amount(words, "report.net", line -> line.total().net()));
    }

    private static Column<StatementLine> amount(
            MessageSourceAccessor words,
            String key,
            java.util.function.Function<StatementLine, org.caishi.units.Money> of) {
        return new Column.Amount<>(words.getMessage(key), 14, of);
    }

    private List<Map.Entry<String, String>> terms(MessageSourceAccessor words, Market market, DayRow day, String by) {
        MarketTime time = MarketTime.of(market);
        return List.of(
                means(words, "report.businessDate", "report.settlementBook.dateMeans"),
                means(words, "report.payments", "report.settlementBook.paymentsMeans"),
                means(words, "report.gross", "report.settlementBook.grossMeans"),
                means(words, "report.refund", "report.settlementBook.refundMeans"),
                means(words, "report.fee", "report.settlementBook.feeMeans"),
                means(words, "report.subsidy", "report.settlementBook.subsidyMeans"),
                means(words, "report.commission", "report.settlementBook.commissionMeans"),
                means(words, "report.net", "report.settlementBook.netMeans"),
                means(words, "report.proof", "report.settlementBook.proofMeans"),
                Map.entry(
                        words.getMessage("report.sheet.filters"),
                        words.getMessage(
                                "report.settlementBook.filters", new Object[] {market.name(), day.businessDate()})),
                Map.entry(
                        words.getMessage("report.sheet.dayWindow"),
                        time.second(market.day().startOf(day.businessDate())) + " – "
                                + time.second(market.day().endOf(day.businessDate())) + " " + market.timeZone()),
                Map.entry(words.getMessage("report.sheet.closedAt"), time.second(day.closedAt())),
                Map.entry(words.getMessage("report.sheet.dataTime"), time.second(clock.instant())),
                Map.entry(words.getMessage("report.sheet.madeBy"), by));
    }

    private static Map.Entry<String, String> means(MessageSourceAccessor words, String term, String meaning) {
        return Map.entry(words.getMessage(term), words.getMessage(meaning));
    }
}
