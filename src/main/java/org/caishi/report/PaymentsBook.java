/** The payments list as Excel: exactly what is filtered, in the same order, up to a bound that is said. */
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
import org.caishi.market.Market;
import org.caishi.report.PaymentList.PaymentRow;
import org.caishi.report.PaymentList.Totals;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.stereotype.Component;

@Component
class PaymentsBook {
    /** Rows of one file at most; more is another file of a shorter period. */
    static final int MAX_ROWS = 100_000;

    private final Clock clock;
    private final MessageSource messages;
    private final PaymentList rows;

    PaymentsBook(Clock clock, MessageSource messages, PaymentList rows) {
        this.clock = clock;
        this.messages = messages;
        this.rows = rows;
    }

    void send(Market market, PaymentFilter filter, String by, Locale locale, HttpServletResponse response)
            throws IOException {
        MessageSourceAccessor words = new MessageSourceAccessor(messages, locale);
        String title = words.getMessage("report.paymentsBook.title", new Object[] {market.name()});
        String period = filter.from() + " – " + filter.to();
        Totals totals = rows.totals(filter);
        try (ReportBook book = new ReportBook(words)) {
            ReportSheet<PaymentRow> sheet = book.sheet(
                    words.getMessage("report.payments.title"),
                    title,
                    words.getMessage("report.sheet.line", new Object[] {market.name(), period}),
                    columns(words, market.timeZone()));
            rows.each(filter.whole(MAX_ROWS), context -> sheet.add(context.getResultObject()));
            sheet.total(words.getMessage("report.sheet.total"));
            if (totals.payments() > MAX_ROWS) {
                sheet.note(words.getMessage(
                        "report.paymentsBook.cut", new Object[] {MAX_ROWS, totals.payments(), totals.amount()}));
            }
            book.definitions(terms(words, market, filter, by));
            Download.send(book, title + "_" + filter.from() + "_" + filter.to() + ".xlsx", response);
        }
    }

    private static List<Column<PaymentRow>> columns(MessageSourceAccessor words, ZoneId zone) {
        return List.of(
                new Column.Text<>(words.getMessage("report.payments.number"), 21, PaymentRow::number),
                new Column.Text<>(words.getMessage("report.stall"), 10, PaymentRow::stallNo),
                new Column.Text<>(words.getMessage("report.vendor"), 20, PaymentRow::tradeName),
                new Column.Text<>(
                        words.getMessage("report.wallet"),
                        10,
                        row -> words.getMessage("report.channel." + row.channel(), row.channel())),
                new Column.Text<>(
                        words.getMessage("report.state"),
                        12,
                        row -> words.getMessage("report.state." + row.state(), row.state())),
                new Column.Amount<>(words.getMessage("report.amount"), 14, PaymentRow::amount),
                new Column.Amount<>(words.getMessage("report.refunded"), 14, PaymentRow::refunded),
                new Column.Moment<>(words.getMessage("report.createdAt"), 20, row -> local(row.createdAt(), zone)),
                new Column.Moment<>(words.getMessage("report.paidAt"), 20, row -> local(row.paidAt(), zone)),
                new Column.Day<>(words.getMessage("report.businessDate"), 12, PaymentRow::businessDate),
                new Column.Text<>(words.getMessage("report.channelTxn"), 34, PaymentRow::channelTxn));
    }

    private List<Map.Entry<String, String>> terms(
            MessageSourceAccessor words, Market market, PaymentFilter filter, String by) {
        return List.of(
                term(words, "report.amount", "report.paymentsBook.amountMeans"),
                term(words, "report.refunded", "report.paymentsBook.refundedMeans"),
                term(words, "report.paidAt", "report.paymentsBook.paidAtMeans"),
                term(words, "report.businessDate", "report.settlementBook.dateMeans"),
                Map.entry(words.getMessage("report.sheet.filters"), filters(words, filter)),
                Map.entry(
                        words.getMessage("report.sheet.dataTime"),
                        MarketTime.of(market).second(clock.instant()) + " " + market.timeZone()),
                Map.entry(words.getMessage("report.sheet.madeBy"), by));
    }

    private static String filters(MessageSourceAccessor words, PaymentFilter filter) {
        StringBuilder all = new StringBuilder(filter.from() + " – " + filter.to());
        name(all, words.getMessage("report.state"), filter.state());
        name(all, words.getMessage("report.stall"), filter.stallNo());
        name(all, words.getMessage("report.wallet"), filter.channel());
        name(all, words.getMessage("report.payments.min"), yuan(filter.minFen()));
        name(all, words.getMessage("report.payments.max"), yuan(filter.maxFen()));
        return all.toString();
    }

    private static void name(StringBuilder all, String name, @Nullable String value) {
        if (value != null) {
            all.append("; ").append(name).append(": ").append(value);
        }
    }

    private static @Nullable String yuan(@Nullable Long fen) {
        return fen == null ? null : org.caishi.units.Money.ofFen(fen).yuan();
    }

    private static Map.Entry<String, String> term(MessageSourceAccessor words, String key, String meaning) {
        return Map.entry(words.getMessage(key), words.getMessage(meaning));
    }

    private static @Nullable LocalDateTime local(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, zone);
    }
}
