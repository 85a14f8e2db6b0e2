/** Holds the product's books of one market against what the test itself has sold there. */
package org.caishi.scale;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.scale.SellingStall.End;
import org.caishi.scale.SellingStall.Sold;
import org.springframework.jdbc.core.JdbcTemplate;

/** @param sold everything that was sold in this market */
record SoldBooks(Market market, List<Sold> sold, JdbcTemplate jdbc) {
    private static final Pattern LINE = Pattern.compile("data-stall=\"([^\"]+)\"(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern FIGURE =
            Pattern.compile("data-figure=\"(\\w+)\"><span>(\\d+)</span> · <span>¥([\\d,.]+)</span>");
    private static final Pattern WEIGHING = Pattern.compile("/weighings/(\\d+)\"");

    /** Every sale once, with its weights, prices, sums and what became of it; and nothing else. */
    void assertStoredOnce() {
        assertThat(jdbc.queryForList("""
                select concat(s.stall_no, ' ', w.source, ' ', w.state, ' ', w.total_fen, ': ',
                       (select group_concat(concat(i.net_grams, ' x ', i.fen_per_kg, ' = ', i.amount_fen)
                                            order by i.line_no separator ' + ')
                          from scale_weighing_item i
                         where i.market_id = w.market_id and i.weighing_id = w.weighing_id))
                  from scale_weighing w
                  join market_stall s on s.market_id = w.market_id and s.stall_id = w.stall_id
                 where w.market_id = ?
                """, String.class, market.marketId()))
                .containsExactlyInAnyOrderElementsOf(
                        sold.stream().map(Sold::toString).toList());
    }

    /** As many payments as the stalls have had, each of its own weighing's sum, and none beside them. */
    void assertEachPaymentHasItsWeighing() {
        List<String> linked = jdbc.queryForList("""
                select concat(o.weighing_id, ' ', o.amount_fen, ' ', w.state)
                  from payment_order o
                  join scale_weighing w
                    on w.market_id = o.market_id and w.weighing_id = o.weighing_id and w.order_no = o.order_no
                   and w.state = if(o.channel = 'CASH', 'CASH', 'PAID')
                 where o.market_id = ? and o.state = 'PAID'
                """, String.class, market.marketId());
        assertThat(linked)
                .containsExactlyInAnyOrderElementsOf(of(sale -> sale.end() == End.PAID || sale.end() == End.CASH)
                        .map(sale ->
                                sale.sale().weighingId() + " " + sale.sale().fen() + " " + sale.end())
                        .toList());
        assertThat(jdbc.queryForObject(
                        "select count(*) from payment_order where market_id = ? and state = 'PAID'",
                        Integer.class,
                        market.marketId()))
                .isEqualTo(linked.size());
    }

    /** The manager's page has each stall's figures, and behind each figure its rows; the market's night may have passed. */
    void assertListedBy(Visitor manager) {
        LocalDate today = market.day().dateOf(Clock.systemUTC().instant());
        String base = "/manage/" + market.code() + "/weighings";
        String period = "?from=%s&to=%s".formatted(today.minusDays(1), today.plusDays(1));
        assertThat(figures(manager.get(base + period).body())).isEqualTo(figures());
        for (End end : End.values()) {
            assertThat(listed(manager, base + "/rows" + period + "&what=" + end))
                    .as("listed as %s", end)
                    .containsExactlyInAnyOrderElementsOf(of(sale -> sale.end() == end)
                            .map(sale -> sale.sale().weighingId())
                            .toList());
        }
    }

    private static List<String> listed(Visitor manager, String address) {
        List<String> ids = new ArrayList<>();
        boolean more = true;
        for (int page = 1; more; page++) {
            String rows = manager.get(address + "&page=" + page).body();
            WEIGHING.matcher(rows).results().map(found -> found.group(1)).forEach(ids::add);
            more = rows.contains("rel=\"next\"");
        }
        return ids;
    }

    /** By stall and figure: how many sales, and to which sum in fen, over all days. */
    private static Map<String, Map<String, Figure>> figures(String page) {
        Map<String, Map<String, Figure>> stalls = new TreeMap<>();
        Matcher line = LINE.matcher(page);
        while (line.find()) {
            Map<String, Figure> figures = stalls.computeIfAbsent(line.group(1), stall -> new TreeMap<>());
            FIGURE.matcher(line.group(2))
                    .results()
                    .forEach(found -> figures.merge(
                            found.group(1),
                            new Figure(
                                    Integer.parseInt(found.group(2)),
                                    Long.parseLong(found.group(3).replaceAll("[,.]", ""))),
                            Figure::plus));
        }
        return stalls;
    }

    private Map<String, Map<String, Figure>> figures() {
        Map<String, Map<String, Figure>> stalls = new TreeMap<>();
        sold.stream().collect(groupingBy(Sold::stallNo)).forEach((stallNo, sales) -> {
            Map<String, Figure> figures = new TreeMap<>();
            figures.put("weighed", Figure.of(sales, sale -> true));
            figures.put("paid", Figure.of(sales, sale -> sale.end() == End.PAID));
            figures.put("cash", Figure.of(sales, sale -> sale.end() == End.CASH));
            figures.put("void", Figure.of(sales, sale -> sale.end() == End.VOID));
            figures.put("unpaid", Figure.of(sales, sale -> sale.end() == End.ABANDONED));
            figures.put("waiting", Figure.NONE);
            figures.put("unweighed", Figure.NONE);
            stalls.put(stallNo, figures);
        });
        return stalls;
    }

    private Stream<Sold> of(Predicate<Sold> wanted) {
        return sold.stream().filter(wanted);
    }

    private record Figure(int count, long fen) {
        static final Figure NONE = new Figure(0, 0);

        static Figure of(List<Sold> sales, Predicate<Sold> wanted) {
            return sales.stream()
                    .filter(wanted)
                    .map(sale -> new Figure(1, sale.sale().fen()))
                    .reduce(NONE, Figure::plus);
        }

        Figure plus(Figure other) {
            return new Figure(count + other.count, fen + other.fen);
        }
    }
}
