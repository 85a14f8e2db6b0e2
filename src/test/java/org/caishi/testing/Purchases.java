/** What customers of one stall have bought over HTTP: an order that is paid, money that came after the close. */
package org.caishi.testing;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.caishi.market.PlateHolder;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Orders go by their printed number, money in suspense by the id of its row.
 *
 * @param jdbc looks at the rows of the stall's market
 */
public record Purchases(Customer customer, PlateHolder stall, JdbcTemplate jdbc) {
    /** Longer than the channel, its notice and a recheck take on a busy machine. */
    public static final Duration SOON = Duration.ofSeconds(40);

    public Purchases(PlateHolder stall, JdbcTemplate jdbc) {
        this(new Customer(), stall, jdbc);
    }

    /** An order of so many yuan that is paid and booked. */
    public String paid(String amount) {
        String order = customer.order(stall, amount);
        customer.pay(order, "{}");
        await().atMost(SOON).until(() -> customer.state(order).equals("PAID"));
        return order;
    }

    /** A genuine payment that came when the order was closed here. */
    public long paidAfterClose(String amount) {
        String order = customer.order(stall, amount);
        jdbc.update(
                "update payment_order set state = 'CLOSED' where market_id = ? and state = 'WAITING'",
                stall.market().marketId());
        customer.pay(order, "{}");
        return inSuspense(order);
    }

    /** A payment whose notice tells another sum than was ordered. */
    public long paidWrongly(String amount, long toldFen) {
        String order = customer.order(stall, amount);
        customer.pay(order, "{\"wrongAmount\":" + toldFen + "}");
        return inSuspense(order);
    }

    /**
     * Waits until the order is in this state; its refunds are asked about every second, and not only after ten.
     *
     * @param state as the customer's page tells it
     */
    public void awaitRefunded(String order, String state) {
        await().atMost(SOON).until(() -> {
            refundsAreDue();
            return customer.state(order).equals(state);
        });
    }

    /** As if the market's refunds had been asked for ten seconds earlier. */
    public void refundsAreDue() {
        LocalDateTime due = LocalDateTime.ofInstant(Clock.systemUTC().instant().minusSeconds(10), ZoneOffset.UTC);
        jdbc.update(
                "update payment_refund set created_at = least(created_at, ?), next_ask_at = least(next_ask_at, ?)"
                        + " where market_id = ? and state = 'ASKED'",
                due,
                due,
                stall.market().marketId());
    }

    private long inSuspense(String order) {
        return await().atMost(SOON)
                .until(
                        () -> jdbc.queryForList(
                                "select suspense_id from payment_suspense where market_id = ? and order_text = ?",
                                Long.class,
                                stall.market().marketId(),
                                order),
                        (List<Long> rows) -> !rows.isEmpty())
                .getFirst();
    }

    /**
     * Rows of the market.
     *
     * @param rows a table, with {@code where … and} if not all of them count
     */
    public long count(String rows) {
        String from = rows.endsWith(" and") ? rows : rows + " where";
        Long number = jdbc.queryForObject(
                "select count(*) from " + from + " market_id = ?",
                Long.class,
                stall.market().marketId());
        return number == null ? 0 : number;
    }
}
