/** Weighed against paid as Excel: the sums by stall and day, what was weighed and never paid, what was paid unweighed. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.caishi.market.Market;
import org.caishi.report.WeighingLists.UnweighedLine;
import org.caishi.report.WeighingLists.WeighingLine;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.stereotype.Component;

@Component
class WeighingsBook {
    /** Rows of one sheet at most; more is another file of a shorter period. */
    static final int MAX_ROWS = 20_000;

    private final Clock clock;
    private final MessageSource messages;
    private final WeighingDays days;
    private final WeighingLists lists;

    WeighingsBook(Clock clock, MessageSource messages, WeighingDays days, WeighingLists lists) {
        this.clock = clock;
        this.messages = messages;
        this.days = days;
        this.lists = lists;
    }

    void send(Market market, WeighingFilter filter, String by, Locale locale, HttpServletResponse response)
            throws IOException {
        MessageSourceAccessor words = new MessageSourceAccessor(messages, locale);
        String title = words.getMessage("report.weighingsBook.title", new Object[] {market.name()});
        String line = words.getMessage(
                "report.sheet.line", new Object[] {market.name(), filter.from() + " – " + filter.to()});
        ZoneId zone = market.timeZone();
        try (ReportBook book = new ReportBook(words)) {
            put(book, words, words.getMessage("report.weighings.title"), title, line, sums(words), days.of(filter));
            put(
                    book,
                    words,
                    words.getMessage("report.weighings.unpaid"),
                    title,
                    line,
                    weighings(words, zone),
                    lists.weighings(filter.whole("ABANDONED", MAX_ROWS + 1)));
            put(
                    book,
                    words,
                    words.getMessage("report.weighings.unweighed"),
                    title,
                    line,
                    payments(words, zone),
                    lists.unweighed(filter.whole(null, MAX_ROWS + 1)));
            book.definitions(terms(words, market, filter, by));
            Download.send(book, title + "_" + filter.from() + "_" + filter.to() + ".xlsx", response);
        }
    }

    private static <R> void put(
            ReportBook book,
            MessageSourceAccessor words,
            String name,
            String title,
            String line,
            List<Column<R>> columns,
            List<R> rows) {
        ReportSheet<R> sheet = book.sheet(name, title + " · " + name, line, columns);
        rows.stream().limit(MAX_ROWS).forEach(sheet::add);
        sheet.total(words.getMessage("report.sheet.total"));
        if (rows.size() > MAX_ROWS) {
            sheet.note(words.getMessage("report.weighingsBook.cut", new Object[] {MAX_ROWS}));
        }
    }

    private static List<Column<WeighingDay>> sums(MessageSourceAccessor words) {
        return List.of(
                new Column.Text<>(
                        words.getMessage("report.businessDate"),
                        12,
                        day -> day.date().toString()),
                new Column.Text<>(words.getMessage("report.stall"), 10, WeighingDay::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 20, WeighingDay::tradeName),
                count(words, "report.weighings.weighed", WeighingDay::weighed),
                sum(words, "report.weighings.weighed", WeighingDay::weighed),
                count(words, "report.weighings.paid", WeighingDay::paid),
                sum(words, "report.weighings.paid", WeighingDay::paid),
                count(words, "report.weighings.cash", WeighingDay::cash),
                sum(words, "report.weighings.cash", WeighingDay::cash),
                count(words, "report.weighings.waiting", WeighingDay::waiting),
                sum(words, "report.weighings.waiting", WeighingDay::waiting),
                count(words, "report.weighings.unpaid", WeighingDay::unpaid),
                sum(words, "report.weighings.unpaid", WeighingDay::unpaid),
                count(words, "report.weighings.voided", WeighingDay::voided),
                sum(words, "report.weighings.voided", WeighingDay::voided),
                count(words, "report.weighings.unweighed", WeighingDay::unweighed),
                sum(words, "report.weighings.unweighed", WeighingDay::unweighed));
    }

    private static Column<WeighingDay> count(
            MessageSourceAccessor words, String key, Function<WeighingDay, Figure> of) {
        return new Column.Count<>(
                words.getMessage("report.weighingsBook.count", new Object[] {words.getMessage(key)}),
                12,
                day -> of.apply(day).count());
    }

    private static Column<WeighingDay> sum(MessageSourceAccessor words, String key, Function<WeighingDay, Figure> of) {
        return new Column.Amount<>(
                words.getMessage("report.weighingsBook.sum", new Object[] {words.getMessage(key)}),
                14,
                day -> of.apply(day).sum());
    }

    private static List<Column<WeighingLine>> weighings(MessageSourceAccessor words, ZoneId zone) {
        return List.of(
                new Column.Text<>(words.getMessage("report.weighings.id"), 21, WeighingLine::id),
                new Column.Text<>(words.getMessage("report.stall"), 10, WeighingLine::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 20, WeighingLine::tradeName),
                new Column.Text<>(words.getMessage("report.chain.good"), 16, WeighingLine::name),
                new Column.Text<>(
                        words.getMessage("report.weighings.source"),
                        18,
                        line -> words.getMessage("report.source." + line.source(), line.source())),
                new Column.Amount<>(words.getMessage("report.amount"), 14, WeighingLine::total),
                new Column.Moment<>(
                        words.getMessage("report.weighings.weighedAt"), 20, line -> local(line.weighedAt(), zone)),
                new Column.Moment<>(
                        words.getMessage("report.weighings.receivedAt"), 20, line -> local(line.receivedAt(), zone)),
                new Column.Day<>(words.getMessage("report.businessDate"), 12, WeighingLine::businessDate),
                new Column.Day<>(words.getMessage("report.weighings.belongsTo"), 12, WeighingLine::belongsTo),
                new Column.Text<>(words.getMessage("report.devices.serial"), 20, WeighingLine::serial));
    }

    private static List<Column<UnweighedLine>> payments(MessageSourceAccessor words, ZoneId zone) {
        return List.of(
                new Column.Text<>(words.getMessage("report.payments.number"), 21, UnweighedLine::number),
                new Column.Text<>(words.getMessage("report.stall"), 10, UnweighedLine::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 20, UnweighedLine::tradeName),
                new Column.Text<>(
                        words.getMessage("report.wallet"),
                        10,
                        line -> words.getMessage("report.channel." + line.channel(), line.channel())),
                new Column.Amount<>(words.getMessage("report.amount"), 14, UnweighedLine::amount),
                new Column.Moment<>(words.getMessage("report.paidAt"), 20, line -> local(line.paidAt(), zone)),
                new Column.Day<>(words.getMessage("report.businessDate"), 12, UnweighedLine::businessDate));
    }

    private List<Map.Entry<String, String>> terms(
            MessageSourceAccessor words, Market market, WeighingFilter filter, String by) {
        return List.of(
                term(words, "report.weighings.weighed", "report.weighingsBook.weighedMeans"),
                term(words, "report.weighings.unpaid", "report.weighingsBook.unpaidMeans"),
                term(words, "report.weighings.waiting", "report.weighingsBook.waitingMeans"),
                term(words, "report.weighings.voided", "report.weighingsBook.voidedMeans"),
                term(words, "report.weighings.unweighed", "report.weighingsBook.unweighedMeans"),
                term(words, "report.weighings.belongsTo", "report.weighingsBook.belongsToMeans"),
                term(words, "report.businessDate", "report.settlementBook.dateMeans"),
                Map.entry(
                        words.getMessage("report.sheet.filters"),
                        filter.from() + " – " + filter.to()
                                + (filter.stallNo() == null ? "" : "; " + filter.stallNo())),
                Map.entry(
                        words.getMessage("report.sheet.dataTime"),
                        MarketTime.of(market).second(clock.instant()) + " " + market.timeZone()),
                Map.entry(words.getMessage("report.sheet.madeBy"), by));
    }

    private static Map.Entry<String, String> term(MessageSourceAccessor words, String key, String meaning) {
        return Map.entry(words.getMessage(key), words.getMessage(meaning));
    }

    private static @Nullable LocalDateTime local(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, zone);
    }
}
