/** Measures what ten million payments in the tables cost: a filled product and an empty one, turn by turn. */
package org.caishi.payment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.caishi.settlement.SplitRules;
import org.caishi.testing.OwnProduct;

/** Both run in this process, each with a database of its own, so that what disturbs the machine disturbs both. */
public final class GrowthBench {
    static final Path BINARIES = Path.of("target/mariadb-binaries");
    private static final int STALLS_EACH = 500;
    private static final int ROUNDS = Integer.getInteger("caishi.growth.rounds", 5);
    private static final int POSTED = 30_000;

    /** A second: more than is ever kept. */
    private static final int RATE = 6_000;

    private static final int SECONDS = 10;
    private static final String FILLED = "filled";

    /** Rows and keys of a payment, with what the loader sorts meanwhile; and the database's own logs. */
    private static final long BYTES_A_PAYMENT = 2_400;

    private static final long BYTES_BESIDES = 1L << 30;

    private GrowthBench() {}

    /**
     * @param args payments to have in the tables; the folder where they are, or are to be; {@code fill}: only fill it
     */
    public static void main(String[] args) throws Exception {
        int payments = Integer.parseInt(args[0]);
        Path folder = Path.of(args[1]).toAbsolutePath();
        BenchWechat wechat = new BenchWechat();
        if (!Files.exists(folder.resolve(FILLED))) {
            fill(payments, folder, wechat);
        }
        if (!List.of(args).contains("fill")) {
            compare(payments, folder, wechat);
        }
        System.exit(0);
    }

    /** A folder that was not filled to the end is of no use, and a table that has rows is filled slowly. */
    private static void fill(int payments, Path folder, BenchWechat wechat) throws Exception {
        if (Files.exists(folder)) {
            throw new IOException(folder + " is not filled to its end: remove it");
        }
        long started = System.nanoTime();
        Files.createDirectories(folder);
        long wanted = payments * BYTES_A_PAYMENT + BYTES_BESIDES;
        if (Files.getFileStore(folder).getUsableSpace() < wanted) {
            Files.delete(folder);
            throw new IOException("no room for %,d bytes in %s".formatted(wanted, folder));
        }
        PastBooks books;
        try (OwnProduct product = OwnProduct.startOn(folder, List.of(), wechat.settings())) {
            BenchOrders orders = new BenchOrders(product, STALLS_EACH);
            LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
            SplitRules rules = product.part(SplitRules.class);
            PastPayments past = new PastPayments(orders.stalls(), rules, today.minusDays(1), payments);
            books = new PastBooks(past, orders.stalls(), folder);
        }
        books.fill();
        Files.createFile(folder.resolve(FILLED));
        System.out.printf(
                "growth.fill %,d payments in %d s, kept in %s%n",
                payments, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started), folder);
    }

    private static void compare(int payments, Path folder, BenchWechat wechat) throws Exception {
        List<Object> empties = List.of(new InstantChannel(BenchOrders.LOCAL));
        List<Object> fulls = List.of(new InstantChannel(BenchOrders.LOCAL));
        try (OwnProduct empty = OwnProduct.start(empties, wechat.settings());
                OwnProduct full = OwnProduct.startOn(folder, fulls, wechat.settings())) {
            Side before = new Side(empty, wechat);
            Side after = new Side(full, wechat);
            before.warmUp();
            after.warmUp();
            List<Figures> without = new ArrayList<>();
            List<Figures> with = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                without.add(before.round());
                with.add(after.round());
            }
            Figures limit = Figures.median(without);
            Figures figure = Figures.median(with);
            line("post", payments, figure.posted, limit.posted);
            line("notice", payments, figure.notices, limit.notices);
            line("checkout", payments, figure.checkouts, limit.checkouts);
        }
    }

    private static void line(String what, int payments, long figure, long limit) {
        System.out.printf(
                "growth.%s %d/s with %,d payments in the tables   limit %d/s (with none)   ratio %d %%%n",
                what, figure, payments, limit, figure * 100 / limit);
    }

    /** A second each. */
    private record Figures(long posted, long notices, long checkouts) {
        static Figures median(List<Figures> all) {
            return new Figures(
                    middle(all.stream().mapToLong(Figures::posted).toArray()),
                    middle(all.stream().mapToLong(Figures::notices).toArray()),
                    middle(all.stream().mapToLong(Figures::checkouts).toArray()));
        }

        private static long middle(long[] values) {
            Arrays.sort(values);
            return values[values.length / 2];
        }
    }

    /** One of the two products. */
    private static final class Side {
        private final OwnProduct product;
        private final BenchOrders orders;
        private final NoticeBench notices;
        private final CheckoutBench checkouts;

        Side(OwnProduct product, BenchWechat wechat) {
            this.product = product;
            this.orders = new BenchOrders(product, STALLS_EACH);
            this.notices = new NoticeBench(wechat, product, orders);
            this.checkouts = new CheckoutBench(product, orders);
        }

        void warmUp() throws Exception {
            for (int rate : List.of(300, 900, 1_500)) {
                notices.even(rate, SECONDS);
                checkouts.open(rate, SECONDS);
            }
            PostBench.post(product.part(Completion.class), orders.waiting(POSTED));
        }

        Figures round() throws Exception {
            Figures figures = new Figures(
                    PostBench.post(product.part(Completion.class), orders.waiting(POSTED)),
                    notices.most(RATE, SECONDS),
                    checkouts.most(RATE, SECONDS));
            closeWaiting(product);
            return figures;
        }
    }

    /** Orders that nobody pays, so that no recheck asks about them for ever. */
    static void closeWaiting(OwnProduct product) throws SQLException {
        try (Connection connection =
                Objects.requireNonNull(product.part(DataSource.class)).getConnection()) {
            connection.createStatement().execute("update payment_order set state = 'CLOSED' where state = 'WAITING'");
        }
    }
}
