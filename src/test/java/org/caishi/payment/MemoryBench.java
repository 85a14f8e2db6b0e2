/** Measures the heap after collection through ten minutes of steady load: it must stay where it is. */
package org.caishi.payment;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caishi.payment.OpenModel.Served;
import org.caishi.testing.OwnProduct;

/** Every second so many orders are opened over HTTP, and for as many others the notice comes. */
public final class MemoryBench {
    private static final int STALLS_EACH = 500;
    private static final int MINUTES = Integer.getInteger("caishi.memory.minutes", 10);
    private static final int RATE = 300;
    private static final int SECONDS = 60;
    private static final double MEGABYTE = 1024.0 * 1024;

    private MemoryBench() {}

    /**
     * @param args a filled folder of {@link GrowthBench}, or nothing for an empty product
     */
    public static void main(String[] args) throws Exception {
        BenchWechat wechat = new BenchWechat();
        List<Object> parts = List.of(new InstantChannel(BenchOrders.LOCAL));
        try (OwnProduct product = args.length == 0
                ? OwnProduct.start(parts, wechat.settings())
                : OwnProduct.startOn(Path.of(args[0]).toAbsolutePath(), parts, wechat.settings())) {
            BenchOrders orders = new BenchOrders(product, STALLS_EACH);
            NoticeBench notices = new NoticeBench(wechat, product, orders);
            CheckoutBench checkouts = new CheckoutBench(product, orders);
            minute(notices, checkouts);
            double[] megabytes = new double[MINUTES];
            for (int minute = 0; minute < MINUTES; minute++) {
                String served = minute(notices, checkouts);
                GrowthBench.closeWaiting(product);
                megabytes[minute] = heap();
                System.out.printf("memory minute %d: %.1f MB; %s%n", minute + 1, megabytes[minute], served);
            }
            System.out.printf(
                    "memory %.1f MB after %d minutes at %d orders/s and %d notices/s, slope %.2f MB a minute%n",
                    megabytes[MINUTES - 1], MINUTES, RATE, RATE, slope(megabytes));
        }
        System.exit(0);
    }

    private static String minute(NoticeBench notices, CheckoutBench checkouts) throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<Served> opened = both.submit(() -> checkouts.open(RATE, SECONDS));
            Served booked = notices.even(RATE, SECONDS);
            return "orders %s; notices %s".formatted(opened.get(), booked);
        }
    }

    private static double heap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    /** Of the straight line through all minutes, by least squares. */
    private static double slope(double[] values) {
        double middle = (values.length - 1) / 2.0;
        double up = 0;
        double across = 0;
        for (int i = 0; i < values.length; i++) {
            up += (i - middle) * values[i];
            across += (i - middle) * (i - middle);
        }
        return up / across;
    }
}
