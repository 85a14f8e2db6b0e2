/** Measures notices: signed and encrypted beforehand, sent over HTTP at a given rate, verified, booked, acknowledged. */
package org.caishi.payment;

import java.util.List;
import javax.sql.DataSource;
import org.caishi.payment.OpenModel.Served;
import org.caishi.testing.OwnProduct;

/**
 * The generator runs in the product's own process and takes its share of the same two cores; a latency counts from the
 * instant at which the notice was to be sent, whether or not a connection was free by then.
 */
public final class NoticeBench {
    private static final int STALLS_EACH = 500;
    private static final int SUSTAINED_SECONDS = 60;
    private static final int RAW = 50_000;

    /** A channel opens as many as it has notices under way. */
    private static final int CONNECTIONS = 1_000;

    private static final List<Integer> RATES = List.of(2_000, 2_500, 3_000, 3_300, 3_600, 4_000, 4_500, 5_000);

    private final BenchWechat wechat;
    private final BenchOrders orders;
    private final OpenModel arrivals;

    NoticeBench(BenchWechat wechat, OwnProduct product, BenchOrders orders) {
        this.wechat = wechat;
        this.orders = orders;
        this.arrivals = new OpenModel(product.port(), CONNECTIONS);
    }

    public static void main(String[] args) throws Exception {
        BenchWechat wechat = new BenchWechat();
        try (OwnProduct product = OwnProduct.start(wechat.settings())) {
            NoticeBench bench = new NoticeBench(wechat, product, new BenchOrders(product, STALLS_EACH));
            int best = new RisingLoad("notice", bench::even, RATES).best();
            RawPosting raw = new RawPosting(product.part(DataSource.class));
            raw.perSecond(bench.orders.waiting(RAW));
            bench.sustained(best, raw.perSecond(bench.orders.waiting(RAW)));
        }
        System.exit(0);
    }

    private void sustained(int best, long limit) throws Exception {
        Served minute = even(best, SUSTAINED_SECONDS);
        System.out.printf("notice.hot %d/s for %d s, all at one stall: %s%n", best, RisingLoad.SECONDS, hot(best));
        System.out.printf(
                "notice %d/s for %d s: %s   limit %d/s (the same rows by JDBC)   ratio %d %%%n",
                best, SUSTAINED_SECONDS, minute, limit, minute.perSecond() * 100 / limit);
    }

    /** Evenly over the stalls. */
    Served even(int rate, int seconds) throws Exception {
        return arrivals.send(wechat.requests(orders.waiting(rate * seconds)), rate);
    }

    /** More than is ever kept, for so long. */
    long most(int rate, int seconds) throws Exception {
        return arrivals.most(wechat.requests(orders.waiting(rate * seconds)), rate);
    }

    private Served hot(int rate) throws Exception {
        return arrivals.send(wechat.requests(orders.waitingAtOneStall(rate * RisingLoad.SECONDS)), rate);
    }
}
