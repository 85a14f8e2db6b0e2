/** Measures the opening of orders, in process and with a channel that answers at once, beside the same rows by JDBC. */
package org.caishi.payment;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.Merchants;
import org.caishi.channel.Payer;
import org.caishi.channel.Scene;
import org.caishi.platform.Admission;
import org.caishi.platform.FreeSpace;
import org.caishi.platform.Transactions;
import org.caishi.testing.OwnProduct;
import org.caishi.units.Money;

public final class CheckoutBench {
    private static final int STALLS_EACH = 60;
    private static final int CALLERS = 1_000;
    private static final int ORDERS = 60_000;

    private final BenchOrders stalls;
    private final Checkout checkout;

    private CheckoutBench(OwnProduct product) {
        this.stalls = new BenchOrders(product, STALLS_EACH);
        this.checkout = new Checkout(
                product.part(PaymentOrders.class),
                product.part(BookingRows.class),
                new Channels(List.of(new InstantChannel())),
                product.part(Merchants.class),
                product.part(NewOrders.class),
                product.part(Recheck.class),
                product.part(Transactions.class),
                product.part(FreeSpace.class),
                product.part(Admission.class),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    public static void main(String[] args) throws Exception {
        try (OwnProduct product = OwnProduct.start()) {
            CheckoutBench bench = new CheckoutBench(product);
            RawOpening raw = new RawOpening(product.part(DataSource.class));
            bench.open();
            raw.perSecond(bench.stalls.unwritten(ORDERS));
            for (int round = 1; round <= 3; round++) {
                long opened = bench.open();
                long limit = raw.perSecond(bench.stalls.unwritten(ORDERS));
                System.out.printf(
                        "checkout %d/s (in process, a channel that answers at once)   limit %d/s (the same rows by JDBC,"
                                + " %d connections, batches of %d)   ratio %d %%%n",
                        opened, limit, RawOpening.CONNECTIONS, RawOpening.BATCH, opened * 100 / limit);
            }
            bench.checkout.close();
        }
        System.exit(0);
    }

    private long open() throws Exception {
        AtomicInteger next = new AtomicInteger();
        long started = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                done.add(callers.submit(() -> {
                    for (int at = next.getAndIncrement(); at < ORDERS; at = next.getAndIncrement()) {
                        checkout.open(new Checkout.Request(
                                stalls.stalls().get(at % stalls.stalls().size()),
                                Money.ofFen(100 + at % 9_000),
                                null,
                                ChannelName.WECHAT,
                                Scene.NATIVE,
                                Payer.ANYBODY));
                    }
                }));
            }
            for (Future<?> caller : done) {
                caller.get();
            }
        }
        return ORDERS * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - started);
    }
}
