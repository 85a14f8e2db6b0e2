/** What a reader asked of the weighing lists, as it came in the address; everything is text and may be missing. */
package org.caishi.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * @param from first business date, ISO
 * @param to last business date, inclusive
 * @param stall stall number
 * @param what a state, {@code LATE}, or empty for all
 * @param page from 1
 */
record WeighingQuery(
        @Nullable String from,
        @Nullable String to,
        @Nullable String stall,
        @Nullable String what,
        @Nullable String page) {
    static final Set<String> STATES = Set.of("WAITING", "PAID", "ABANDONED", "CASH", "VOID");
    static final String LATE = "LATE";
    static final int MAX_DAYS = 31;
    static final int PAGE = 50;
    static final int LAST_PAGE = 400;

    private static final int LONGEST_NAME = 20;

    /**
     * @param today the market's business date, meant where no date is given
     * @throws BadInput where something cannot be read
     */
    WeighingFilter filter(Market market, LocalDate today) {
        LocalDate first = date(from, today);
        LocalDate last = date(to, first.isAfter(today) ? first : today);
        if (last.isBefore(first) || first.plusDays(MAX_DAYS).isBefore(last)) {
            throw new BadInput("report.payments.badPeriod", MAX_DAYS);
        }
        String wanted = what == null || what.isBlank() ? null : what;
        if (wanted != null && !wanted.equals(LATE) && !STATES.contains(wanted)) {
            throw new BadInput("report.payments.badChoice");
        }
        return new WeighingFilter(
                market.marketId(),
                first,
                last,
                name(stall),
                LATE.equals(wanted) ? null : wanted,
                LATE.equals(wanted),
                PAGE + 1,
                (pageNumber() - 1) * PAGE);
    }

    int pageNumber() {
        try {
            return page == null || page.isBlank() ? 1 : Math.clamp(Integer.parseInt(page.strip()), 1, LAST_PAGE);
        } catch (NumberFormatException e) {
            throw new BadInput("report.payments.badPage");
        }
    }

    /** The question of one figure: its day and stall; an empty stall asks for all of them. */
    public String link(Object firstDate, Object lastDate, @Nullable String stallNo, String wanted, long newPage) {
        UriComponentsBuilder address =
                UriComponentsBuilder.newInstance().queryParam("from", firstDate).queryParam("to", lastDate);
        if (stallNo != null && !stallNo.isBlank()) {
            address.queryParam("stall", "{stall}").uriVariables(Map.of("stall", stallNo));
        }
        if (!wanted.isEmpty()) {
            address.queryParam("what", wanted);
        }
        if (newPage > 1) {
            address.queryParam("page", newPage);
        }
        return address.encode().toUriString();
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
        String name = text.strip();
        if (name.length() > LONGEST_NAME) {
            throw new BadInput("report.payments.badChoice");
        }
        return name;
    }
}
