/** Plain JDBC as fast as it goes: batches of rows, one commit a batch, a connection a market; the limit of benchmarks. */
package org.caishi.payment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** As many connections as a group commit has writers, the product's own driver settings; nothing is locked or read first. */
abstract class RawJdbc {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    static final int BATCH = 500;
    static final int CONNECTIONS = 2;

    private final DataSource database;

    RawJdbc(DataSource database) {
        this.database = database;
    }

    /** Writes everything for some orders of one market; the caller commits. */
    abstract void batch(Connection connection, List<PaymentOrder> orders) throws SQLException;

    /** Orders a second. */
    long perSecond(List<PaymentOrder> orders) throws Exception {
        List<List<PaymentOrder>> byMarket = new ArrayList<>(orders.stream()
                .collect(Collectors.groupingBy(PaymentOrder::marketId))
                .values());
        long started = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> done = new ArrayList<>();
            byMarket.forEach(mine -> done.add(writers.submit(() -> {
                write(mine);
                return null;
            })));
            for (Future<?> writer : done) {
                writer.get();
            }
        }
        return orders.size() * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - started);
    }

    private void write(List<PaymentOrder> orders) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < orders.size(); from += BATCH) {
                batch(connection, orders.subList(from, Math.min(orders.size(), from + BATCH)));
                connection.commit();
            }
        }
    }

    /** As text, like the product's own: the driver makes a new date format for each time that it is given as such. */
    static String at(PaymentOrder order) {
        return TIME.format(order.createdAt());
    }

    /** The columns that every order's row begins with, market to rule, its state left to the statement; then its times. */
    static void bindOrder(PreparedStatement row, PaymentOrder order, Object... more) throws SQLException {
        Object[] all = {
            order.marketId(),
            order.orderNo(),
            order.stallId(),
            order.vendorId(),
            order.plateId(),
            "WECHAT",
            "NATIVE",
            order.merchantNo(),
            order.amountFen(),
            order.ruleId(),
            at(order),
            at(order)
        };
        bind(row, Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray());
    }

    static void bind(PreparedStatement row, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Long number -> row.setLong(i + 1, number);
                case Integer number -> row.setInt(i + 1, number);
                case String text -> row.setString(i + 1, text);
                case Object other -> row.setObject(i + 1, other);
            }
        }
        row.addBatch();
    }

    static void run(Connection connection, List<PaymentOrder> orders, String sql, Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (PaymentOrder order : orders) {
                row.add(statement, order);
            }
            statement.executeBatch();
        }
    }

    interface Row {
        void add(PreparedStatement statement, PaymentOrder order) throws SQLException;
    }
}
