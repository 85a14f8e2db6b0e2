/** One stall for as long as the market sells: its customers pay at the plate, in cash, late or never; it keeps own books. */
package org.caishi.scale;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.caishi.market.PlateHolder;
import org.caishi.scale.Selling.Sale;
import org.caishi.testing.Customer;

final class SellingStall implements Callable<List<SellingStall.Sold>> {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** What becomes of a sale. */
    enum End {
        PAID,
        CASH,
        VOID,
        ABANDONED
    }

    /** A sale and what must have become of it when the market is over. */
    record Sold(String stallNo, Sale sale, End end) {
        @Override
        public String toString() {
            return "%s %s %s %d: %s".formatted(stallNo, sale.source(), end, sale.fen(), sale.items());
        }
    }

    private final PlateHolder stall;
    private final StallPhone phone;
    private final Selling selling;
    private final List<Customer> customers;
    private final Random random;
    private final long closesAt;
    private final List<Sold> book = new ArrayList<>();
    private Runnable slowCustomer = () -> {};

    /** @param closesAt by {@link System#nanoTime} */
    SellingStall(
            PlateHolder stall,
            StallPhone phone,
            Selling selling,
            List<Customer> customers,
            Random random,
            long closesAt) {
        this.stall = stall;
        this.phone = phone;
        this.selling = selling;
        this.customers = List.copyOf(customers);
        this.random = random;
        this.closesAt = closesAt;
    }

    @Override
    public List<Sold> call() throws IOException, InterruptedException {
        while (System.nanoTime() < closesAt) {
            Sale sale = selling.sell(phone, random);
            Runnable former = slowCustomer;
            slowCustomer = () -> {};
            End end = end(sale);
            book.add(new Sold(stall.stall().stallNo(), sale, end));
            former.run();
        }
        slowCustomer.run();
        return book;
    }

    private End end(Sale sale) {
        int chance = random.nextInt(100);
        if (chance < 40) {
            Customer customer = customer();
            pay(customer, customer.orderWeighed(stall, sale.weighingId()));
            return End.PAID;
        }
        if (chance < 50) {
            Customer customer = customer();
            String order = customer.orderWeighed(stall, sale.weighingId());
            slowCustomer = () -> pay(customer, order);
            return End.PAID;
        }
        if (chance < 70) {
            thinksBetterOfIt(sale);
            phone.tap("/vendor/cash", Map.of("request", UUID.randomUUID().toString(), "weighingId", sale.weighingId()));
            return End.CASH;
        }
        if (chance < 80) {
            phone.tap("/vendor/sales/cancel", Map.of("weighingId", sale.weighingId()));
            return End.VOID;
        }
        thinksBetterOfIt(sale);
        return End.ABANDONED;
    }

    /** Now and then a customer has the wallet open already, and then pays in cash, or goes. */
    private void thinksBetterOfIt(Sale sale) {
        if (random.nextInt(4) == 0) {
            customer().orderWeighed(stall, sale.weighingId());
        }
    }

    private Customer customer() {
        return customers.get(random.nextInt(customers.size()));
    }

    private static void pay(Customer customer, String order) {
        customer.pay(order, "{}");
        await("payment of " + order)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> customer.state(order).equals("PAID"));
    }
}
