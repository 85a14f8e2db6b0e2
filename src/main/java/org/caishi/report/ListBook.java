/** A list as Excel: what is filtered, in the same order, and last what its terms mean. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.MessageSourceAccessor;
import org.springframework.stereotype.Component;

@Component
class ListBook {
    /** Rows of one file at most; more is another file of a shorter period. */
    static final int MAX_ROWS = 20_000;

    private final Clock clock;
    private final MessageSource messages;

    ListBook(Clock clock, MessageSource messages) {
        this.clock = clock;
        this.messages = messages;
    }

    /**
     * Who asks for which list.
     *
     * @param key of the list's words: {@code .title}, {@code .book}, and each term with its {@code …Means}
     * @param period as the line below the title says it
     * @param terms of the definitions
     */
    record Ask(Market market, Person person, Locale locale, String key, String period, List<String> terms) {}

    /** Makes the columns in the reader's language. */
    interface Columns<R> {
        List<Column<R>> in(MessageSourceAccessor words);
    }

    <R> void send(Ask ask, Columns<R> columns, List<R> rows, boolean totalled, HttpServletResponse response)
            throws IOException {
        MessageSourceAccessor words = new MessageSourceAccessor(messages, ask.locale());
        Market market = ask.market();
        String title = words.getMessage(ask.key() + ".book", new Object[] {market.name()});
        try (ReportBook book = new ReportBook(words)) {
            ReportSheet<R> sheet = book.sheet(
                    words.getMessage(ask.key() + ".title"),
                    title,
                    words.getMessage("report.sheet.line", new Object[] {market.name(), ask.period()}),
                    columns.in(words));
            rows.forEach(sheet::add);
            if (totalled) {
                sheet.total(words.getMessage("report.sheet.total"));
            }
            if (rows.size() >= MAX_ROWS) {
                sheet.note(words.getMessage("metrology.list.cut", new Object[] {MAX_ROWS}));
            }
            book.definitions(terms(words, ask));
            Download.send(book, title + "_" + ask.period().replace(" – ", "_") + ".xlsx", response);
        }
    }

    private List<Map.Entry<String, String>> terms(MessageSourceAccessor words, Ask ask) {
        List<Map.Entry<String, String>> terms = new ArrayList<>();
        for (String term : ask.terms()) {
            terms.add(Map.entry(words.getMessage(term), words.getMessage(term + "Means")));
        }
        terms.add(Map.entry(words.getMessage("report.sheet.filters"), ask.period()));
        terms.add(Map.entry(
                words.getMessage("report.sheet.dataTime"),
                MarketTime.of(ask.market()).second(clock.instant()) + " "
                        + ask.market().timeZone()));
        terms.add(
                Map.entry(words.getMessage("report.sheet.madeBy"), ask.person().displayName()));
        return terms;
    }

    static @Nullable LocalDateTime local(Market market, @Nullable Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, market.timeZone());
    }
}
