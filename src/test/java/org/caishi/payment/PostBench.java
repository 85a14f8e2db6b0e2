/** Measures the booking alone: payments through the one door, in process, beside the same rows by plain JDBC. */
package org.caishi.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.caishi.channel.PaidNotice;
import org.caishi.testing.OwnProduct;

/**
 * The orders are written and the notices made before the clock starts; callers then wait for their payment as a
 * channel's connection does, so the batches are what group commit makes of them.
 */
public final class PostBench {
    private static final int STALLS_EACH = 60;
    private static final int CALLERS = 2_000;
    private static final int WARM_UP = 40_000;
    private static final int PAYMENTS = 50_000;

    private PostBench() {}

    public static void main(String[] args) throws Exception {
        try (OwnProduct product = OwnProduct.start()) {
            BenchOrders orders = new BenchOrders(product, STALLS_EACH);
            RawPosting raw = new RawPosting(product.part(javax.sql.DataSource.class));
            Completion completion = product.part(Completion.class);
            post(completion, orders.waiting(WARM_UP));
            raw.perSecond(orders.waiting(WARM_UP / 2));
            for (int round = 1; round <= 3; round++) {
                long booked = post(completion, orders.waiting(PAYMENTS));
                long limit = raw.perSecond(orders.waiting(PAYMENTS));
                System.out.printf(
                        "post %d/s   limit %d/s (the same rows by JDBC, %d connections, batches of %d)   ratio %d %%%n",
                        booked, limit, RawPosting.CONNECTIONS, RawPosting.BATCH, booked * 100 / limit);
            }
        }
        System.exit(0);
    }

    /** Payments a second. */
    static long post(Completion completion, List<PaymentOrder> orders) throws Exception {
        List<PaidNotice> notices = orders.stream().map(BenchOrders::notice).toList();
        AtomicInteger next = new AtomicInteger();
        long started = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                done.add(callers.submit(() -> {
                    for (int at = next.getAndIncrement(); at < notices.size(); at = next.getAndIncrement()) {
                        if (!(completion.settle(notices.get(at)) instanceof Outcome.Booked)) {
                            throw new IllegalStateException("a fresh payment was not booked");
                        }
                    }
                }));
            }
            for (Future<?> caller : done) {
                caller.get();
            }
        }
        return orders.size() * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - started);
    }
}
