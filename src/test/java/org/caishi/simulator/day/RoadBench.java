/** Measures the main road of a running product, and in the same run what its database could do at most. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.caishi.platform.DatabaseAddress;
import org.caishi.platform.EmbeddedDatabase;

/**
 * Customers arrive at a given rate, whether or not those before them have been served (an open model): each opens an
 * order over HTTP, pays in the simulated wallet, and the simulator sends the signed notice. What was booked, and when,
 * is read from the rows. The product, its database, the simulator and this generator share the machine.
 */
public final class RoadBench {
    private static final Duration SECONDS = Duration.ofSeconds(15);
    private static final int CALM_RATE = 50;

    /** The compiler needs ten thousand payments before a figure means anything. */
    private static final List<Integer> WARM_UP = List.of(50, 100, 150, 150, 150);

    private static final List<Integer> RATES = List.of(100, 200, 300, 350, 400, 500);
    private static final int RAW_PAYMENTS = 20_000;
    private static final int RAW_BATCH = 500;

    private final Product product;
    private final List<Product.Plate> plates;
    private final DatabaseAddress database;
    private final Random random = new Random(1);

    private RoadBench(Product product, DatabaseAddress database) throws IOException, InterruptedException {
        this.product = product;
        this.plates = product.plates();
        this.database = database;
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("CAISHI_PORT"));
        int mqtt = Integer.parseInt(System.getenv("CAISHI_MQTT_PORT"));
        Path home = Path.of(System.getenv("CAISHI_DATA")).resolve("mariadb");
        Product product = new Product(URI.create("http://127.0.0.1:" + port));
        awaitStart(product);
        List<VirtualSpeaker> speakers = new ArrayList<>();
        for (Product.Device device : product.devices()) {
            if (device.kind().equals("SPEAKER") && device.link().equals("MQTT")) {
                speakers.add(new VirtualSpeaker(device, "127.0.0.1", mqtt, Clock.systemUTC()));
            }
        }
        new RoadBench(product, EmbeddedDatabase.running(home).orElseThrow()).run(speakers.size());
        speakers.forEach(VirtualSpeaker::close);
        System.exit(0);
    }

    private static void awaitStart(Product product) throws InterruptedException {
        for (int seconds = 0; seconds < 180; seconds++) {
            try {
                product.plates();
                return;
            } catch (IOException notYet) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
        throw new IllegalStateException("the product does not answer");
    }

    private void run(int speakers) throws Exception {
        for (int rate : WARM_UP) {
            load(rate, SECONDS);
        }
        System.out.printf(
                "road: %d stalls, %d speakers connected; %d s at each rate%n",
                plates.size(), speakers, SECONDS.toSeconds());
        Measured calm = load(CALM_RATE, SECONDS);
        System.out.printf(
                "road.latency at %d/s: notice to booked p50 %d ms p99 %d ms; booked to frame sent p50 %d ms p99 %d ms;"
                        + " notice to frame sent p99 %d ms (aim 300)%n",
                CALM_RATE,
                calm.booked.at(50),
                calm.booked.at(99),
                calm.said.at(50),
                calm.said.at(99),
                calm.whole.at(99));
        Measured best = calm;
        for (int rate : RATES) {
            Measured measured = load(rate, SECONDS);
            System.out.printf(
                    "road.rate %d/s: booked %d/s, not served %d, notice to booked p99 %d ms, to frame sent p99 %d ms%n",
                    rate, measured.perSecond, measured.failed, measured.booked.at(99), measured.whole.at(99));
            if (measured.perSecond > best.perSecond) {
                best = measured;
            }
            if (measured.perSecond < rate * 9 / 10) {
                break;
            }
        }
        long limit = raw();
        System.out.printf(
                "road.payments %d/s   limit %d/s (the same rows by JDBC in batches of %d, one connection)   ratio %d %%%n",
                best.perSecond, limit, RAW_BATCH, best.perSecond * 100 / limit);
    }

    private Measured load(int rate, Duration length) throws Exception {
        AtomicInteger failed = new AtomicInteger();
        Instant start = Clock.systemUTC().instant();
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long number = 0; number < rate * length.toSeconds(); number++) {
                Instant arrival = start.plusNanos(number * TimeUnit.SECONDS.toNanos(1) / rate);
                TimeUnit.NANOSECONDS.sleep(
                        Duration.between(Clock.systemUTC().instant(), arrival).toNanos());
                Product.Plate plate = plates.get(random.nextInt(plates.size()));
                String amount = "%d.%02d".formatted(1 + random.nextInt(80), random.nextInt(100));
                customers.execute(() -> {
                    try {
                        product.pay(product.order(plate.token(), Map.of("amount", amount)));
                    } catch (IOException | RuntimeException failure) {
                        failed.incrementAndGet();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        TimeUnit.SECONDS.sleep(3);
        return measure(start, length, failed.get());
    }

    private Measured measure(Instant start, Duration length, int failed) throws SQLException {
        List<Long> booked = new ArrayList<>();
        List<Long> said = new ArrayList<>();
        List<Long> whole = new ArrayList<>();
        long within = 0;
        try (Connection connection = database.connect();
                PreparedStatement rows = connection.prepareStatement("""
                        select timestampdiff(microsecond, n.received_at, o.booked_at) div 1000,
                               timestampdiff(microsecond, o.booked_at, a.sent_at) div 1000,
                               timestampdiff(microsecond, n.received_at, a.sent_at) div 1000,
                               o.booked_at <= ?
                          from payment_order o
                          join payment_notice n on n.market_id = o.market_id and n.order_no = o.order_no
                          join speaker_announcement a on a.market_id = o.market_id and a.subject_no = o.order_no
                         where o.created_at >= ? and o.state = 'PAID'
                        """)) {
            rows.setObject(1, java.sql.Timestamp.from(start.plus(length).plusSeconds(1)));
            rows.setObject(2, java.sql.Timestamp.from(start));
            try (ResultSet row = rows.executeQuery()) {
                while (row.next()) {
                    booked.add(row.getLong(1));
                    long sent = row.getLong(2);
                    if (!row.wasNull()) {
                        said.add(sent);
                        whole.add(row.getLong(3));
                    }
                    within += row.getInt(4);
                }
            }
        }
        return new Measured(
                within / length.toSeconds(), failed, new Spread(booked), new Spread(said), new Spread(whole));
    }

    /** The rows of a payment, as the product writes them, with nothing around them. */
    private long raw() throws SQLException {
        List<String> statements = List.of(
                "insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene,"
                        + " merchant_no, amount_fen, rule_id, state, created_at, expires_at, asks, channel_txn, paid_at,"
                        + " booked_at, business_date, refunded_fen) values (900001, ?, 1, 1, 1, null, 'WECHAT', 'NATIVE',"
                        + " '1900000001', 1250, 1, 'PAID', now(3), now(3), 0, 'T', now(3), now(3), '2026-01-01', 0)",
                "insert into payment_notice (market_id, notice_id, channel, channel_txn, order_no, source, amount_fen,"
                        + " received_at, outcome) values (900001, ?, 'WECHAT', 'T', 1, 'NOTICE', 1250, now(3), 'BOOKED')",
                "insert into ledger_journal (market_id, journal_id, business_key, kind, business_date, posted_at)"
                        + " values (900001, ?, uuid(), 'PAYMENT', '2026-01-01', now(3))",
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (900001, ?, 1, 1, 1250, '2026-01-01')",
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (900001, ?, 2, 2, -1237, '2026-01-01')",
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (900001, ?, 3, 3, -8, '2026-01-01')",
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (900001, ?, 4, 4, -5, '2026-01-01')",
                share(1),
                share(2),
                share(3),
                "insert into speaker_announcement (market_id, announcement_id, stall_id, device_id, event, subject_no,"
                        + " channel, amount_fen, text, state, created_at, expires_at, attempts) values (900001, ?, 1, 1,"
                        + " 'RECEIVED', uuid_short(), 'WECHAT', 1250, '微信收款十二点五元', 'QUEUED', now(3), now(3), 0)");
        long started = System.nanoTime();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            long id = TimeUnit.NANOSECONDS.toMicros(System.nanoTime()) * 1_000_000;
            for (int done = 0; done < RAW_PAYMENTS; done += RAW_BATCH) {
                for (String sql : statements) {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        for (int i = 0; i < RAW_BATCH; i++) {
                            statement.setLong(1, id + done + i);
                            statement.addBatch();
                        }
                        statement.executeBatch();
                    }
                }
                connection.commit();
            }
        }
        return RAW_PAYMENTS * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - started);
    }

    private static String share(int line) {
        return "insert into settlement_share (market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party,"
                + " amount_fen, business_date) values (900001, ?, " + line + ", 'PAYMENT', 1, 1, 1, 'VENDOR', 400,"
                + " '2026-01-01')";
    }

    /** Milliseconds, sorted. */
    private record Spread(List<Long> millis) {
        Spread {
            millis = millis.stream().sorted().toList();
        }

        long at(int percent) {
            return millis.isEmpty() ? -1 : millis.get((millis.size() - 1) * percent / 100);
        }
    }

    private record Measured(long perSecond, int failed, Spread booked, Spread said, Spread whole) {}
}
