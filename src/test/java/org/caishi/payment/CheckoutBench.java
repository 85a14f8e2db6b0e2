/** Measures the opening of orders over HTTP, with a channel in the same process that answers at once. */
package org.caishi.payment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.caishi.market.PlateHolder;
import org.caishi.payment.OpenModel.Served;
import org.caishi.testing.OwnProduct;

/** What a consumer's page sends; an answer counts when it says 200, for then the order's row is committed. */
public final class CheckoutBench {
    private static final int STALLS_EACH = 500;
    private static final int SUSTAINED_SECONDS = 60;
    private static final int RAW = 60_000;

    /** Below the number of orders that the product opens at once, or it would answer the others at once that it is busy. */
    private static final int CONNECTIONS = 250;

    private static final List<Integer> RATES = List.of(2_000, 2_500, 3_000, 3_500, 4_000, 4_500, 5_000);

    private final List<PlateHolder> stalls;
    private final OpenModel arrivals;

    CheckoutBench(OwnProduct product, BenchOrders orders) {
        this.stalls = orders.stalls();
        this.arrivals = new OpenModel(product.port(), CONNECTIONS);
    }

    public static void main(String[] args) throws Exception {
        try (OwnProduct product = OwnProduct.start(List.of(new InstantChannel(BenchOrders.LOCAL)))) {
            BenchOrders orders = new BenchOrders(product, STALLS_EACH);
            CheckoutBench bench = new CheckoutBench(product, orders);
            int best = new RisingLoad("checkout", bench::open, RATES).best();
            RawOpening raw = new RawOpening(product.part(DataSource.class));
            raw.perSecond(orders.unwritten(RAW));
            Served minute = bench.open(best, SUSTAINED_SECONDS);
            long limit = raw.perSecond(orders.unwritten(RAW));
            System.out.printf(
                    "checkout %d/s for %d s: %s   limit %d/s (the same rows by JDBC, %d connections, batches of %d)"
                            + "   ratio %d %%%n",
                    best,
                    SUSTAINED_SECONDS,
                    minute,
                    limit,
                    RawOpening.CONNECTIONS,
                    RawOpening.BATCH,
                    minute.perSecond() * 100 / limit);
        }
        System.exit(0);
    }

    Served open(int rate, int seconds) throws Exception {
        return arrivals.send(requests(rate, seconds), rate);
    }

    /** More than is ever kept, for so long. */
    long most(int rate, int seconds) throws Exception {
        return arrivals.most(requests(rate, seconds), rate);
    }

    /** Evenly over the stalls. */
    List<byte[]> requests(int rate, int seconds) {
        List<byte[]> requests = new ArrayList<>(rate * seconds);
        for (int i = 0; i < rate * seconds; i++) {
            requests.add(request(stalls.get(i % stalls.size()).plate().token(), 100 + i % 9_000));
        }
        return requests;
    }

    private static byte[] request(String token, int fen) {
        String body = "{\"amount\":\"%d.%02d\",\"channel\":\"%s\"}".formatted(fen / 100, fen % 100, BenchOrders.LOCAL);
        return """
                POST /q/%s/orders HTTP/1.1\r
                Host: 127.0.0.1\r
                User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36\r
                Accept: application/json\r
                Accept-Language: zh-CN\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(token, body.length(), body).getBytes(StandardCharsets.US_ASCII);
    }
}
