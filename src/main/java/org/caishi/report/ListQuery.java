/** What a reader typed into the query bar of a list by days, as it came in the address. */
package org.caishi.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Everything is text and may be missing.
 *
 * @param stall a stall's number
 * @param choice one of the list's own choices
 * @param page from 1
 */
record ListQuery(
        @Nullable String from,
        @Nullable String to,
        @Nullable String stall,
        @Nullable String choice,
        @Nullable String page) {
    static final int PAGE = 50;

    private static final int LAST_PAGE = 400;
    private static final int MAX_DAYS = 366;
    private static final int LONGEST = 20;

    /** The days that are meant, both included. */
    record Period(LocalDate first, LocalDate last) {
        @Override
        public String toString() {
            return first + " – " + last;
        }
    }

    /** @throws BadInput where a day cannot be read, or the period is turned round or longer than a year */
    Period period(LocalDate today, int daysBack) {
        LocalDate last = date(to, today);
        LocalDate first = date(from, last.minusDays(daysBack));
        if (last.isBefore(first) || first.plusDays(MAX_DAYS).isBefore(last)) {
            throw new BadInput("report.payments.badPeriod", MAX_DAYS);
        }
        return new Period(first, last);
    }

    @Nullable String stallNo() {
        return name(stall);
    }

    /** One of the choices; null for all of them. */
    <E extends Enum<E>> @Nullable E choice(Class<E> choices) {
        String wanted = name(choice);
        if (wanted == null) {
            return null;
        }
        for (E each : choices.getEnumConstants()) {
            if (each.name().equals(wanted)) {
                return each;
            }
        }
        throw new BadInput("report.payments.badChoice");
    }

    int pageNumber() {
        String wanted = name(page);
        if (wanted == null) {
            return 1;
        }
        if (!wanted.matches("\\d{1,6}")) {
            throw new BadInput("report.payments.badPage");
        }
        return Math.clamp(Integer.parseInt(wanted), 1, LAST_PAGE);
    }

    /** Where the page asked for begins. */
    int offset() {
        return (pageNumber() - 1) * PAGE;
    }

    static int pages(long rows) {
        return (int) Math.clamp(Math.ceilDiv(rows, (long) PAGE), 1, LAST_PAGE);
    }

    /** Gives a page what every list by days shows around its rows. */
    void frame(Model model, Market market, Period period, long rows) {
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("period", period);
        model.addAttribute("page", pageNumber());
        model.addAttribute("pages", pages(rows));
    }

    /** The address of the same question on another page. */
    public String link(int newPage) {
        UriComponentsBuilder address = UriComponentsBuilder.newInstance();
        add(address, "from", from);
        add(address, "to", to);
        add(address, "stall", stall);
        add(address, "choice", choice);
        add(address, "page", Integer.toString(newPage));
        return address.encode().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }

    private static LocalDate date(@Nullable String text, LocalDate otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw new BadInput("report.payments.badDate");
        }
    }

    private static @Nullable String name(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.strip().length() > LONGEST) {
            throw new BadInput("report.payments.badChoice");
        }
        return text.strip();
    }
}
