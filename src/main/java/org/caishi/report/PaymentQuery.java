/** What a reader typed into the query bar of the payments list, as it came in the address. */
package org.caishi.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caishi.market.Market;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.BadInput;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Everything is text and may be missing.
 *
 * @param from first business date, ISO
 * @param to last business date, inclusive
 * @param stall stall number
 * @param state a state, or empty for everything that was paid
 * @param min yuan
 * @param max yuan
 * @param order a printed order number; it alone decides then
 * @param sort {@code paid}, {@code created} or {@code amount}
 * @param dir {@code asc} or {@code desc}
 * @param page from 1
 */
record PaymentQuery(
        @Nullable String from,
        @Nullable String to,
        @Nullable String stall,
        @Nullable String state,
        @Nullable String channel,
        @Nullable String min,
        @Nullable String max,
        @Nullable String order,
        @Nullable String sort,
        @Nullable String dir,
        @Nullable String page) {
    static final Set<String> STATES = Set.of("PAID", "PART_REFUNDED", "REFUNDED", "WAITING", "CLOSED");
    static final Set<String> SORTS = Set.of("paid", "created", "amount");
    static final int MAX_DAYS = 92;
    static final int PAGE = 50;
    static final int LAST_PAGE = 200;

    private static final Set<String> UNPAID = Set.of("WAITING", "CLOSED");
    private static final int LONGEST_NAME = 20;

    /**
     * The filter that is meant.
     *
     * @param today the market's business date, meant where no date is given
     * @throws BadInput where something cannot be read
     */
    PaymentFilter filter(Market market, LocalDate today) {
        LocalDate first = date(from, today);
        LocalDate last = date(to, first.isAfter(today) ? first : today);
        if (last.isBefore(first) || first.plusDays(MAX_DAYS).isBefore(last)) {
            throw new BadInput("report.payments.badPeriod", MAX_DAYS);
        }
        String wanted = oneOf(state, STATES);
        return new PaymentFilter(
                market.marketId(),
                first,
                last,
                market.day().startOf(first),
                market.day().endOf(last),
                name(stall),
                wanted,
                wanted == null || !UNPAID.contains(wanted),
                name(channel),
                fen(min),
                fen(max),
                orderNo(market),
                Optional.ofNullable(oneOf(sort, SORTS)).orElse("paid"),
                !"asc".equals(dir),
                PAGE,
                (pageNumber() - 1) * PAGE);
    }

    /** The address of the same question, sorted another way or on another page. */
    public String link(String newSort, String newDir, long newPage) {
        UriComponentsBuilder address = UriComponentsBuilder.newInstance();
        add(address, "from", from);
        add(address, "to", to);
        add(address, "stall", stall);
        add(address, "state", state);
        add(address, "channel", channel);
        add(address, "min", min);
        add(address, "max", max);
        add(address, "order", order);
        add(address, "sort", newSort);
        add(address, "dir", newDir);
        add(address, "page", Long.toString(newPage));
        return address.encode().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }

    /** The page asked for, from 1; the address cannot ask beyond the last that is served. */
    int pageNumber() {
        try {
            return page == null || page.isBlank() ? 1 : Math.clamp(Integer.parseInt(page.strip()), 1, LAST_PAGE);
        } catch (NumberFormatException e) {
            throw new BadInput("report.payments.badPage");
        }
    }

    private @Nullable Long orderNo(Market market) {
        if (order == null || order.isBlank()) {
            return null;
        }
        OrderNumber number =
                OrderNumber.parse(order.strip()).orElseThrow(() -> new BadInput("report.payments.badOrderNumber"));
        return number.marketId() == market.marketId() ? number.orderNo() : Long.valueOf(-1);
    }

    private static LocalDate date(@Nullable String text, LocalDate otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw new BadInput("report.payments.badDate");
        }
    }

    private static @Nullable Long fen(@Nullable String yuan) {
        try {
            return yuan == null || yuan.isBlank() ? null : Money.parseYuan(yuan).fen();
        } catch (IllegalArgumentException e) {
            throw new BadInput("report.payments.badAmount");
        }
    }

    private static @Nullable String oneOf(@Nullable String text, Set<String> known) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (!known.contains(text)) {
            throw new BadInput("report.payments.badChoice");
        }
        return text;
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
