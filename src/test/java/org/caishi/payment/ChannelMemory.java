/** What a channel knows of a till that was killed: which payments it was told are booked, and which it must tell again. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.caishi.platform.DatabaseAddress;
import org.caishi.platform.EmbeddedDatabase;
import org.caishi.report.BooksCheck;

/** Compares its memory with the books, by a way of its own into the database. */
final class ChannelMemory {
    private final Path data;
    private final Map<String, String> paid = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> said = new HashSet<>();

    ChannelMemory(Path data) {
        this.data = data;
    }

    /** Takes what a till said until it died. */
    void remember(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "OPENED" -> paid.put(words[1], words[1] + " " + words[2] + " " + words[3]);
                case "PAID" -> acknowledged.add(words[1]);
                case "SAID" -> said.add(words[1]);
                case "WRONG" -> throw new AssertionError(line);
                default -> {}
            }
        }
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Paid by a consumer, and never acknowledged: number, merchant and fen. */
    List<String> unacknowledged() {
        return paid.entrySet().stream()
                .filter(order -> !acknowledged.contains(order.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Every acknowledged payment once and of its sum, nothing announced that is not paid, all books in agreement. */
    void checkBooks(String when) throws SQLException {
        DataSource database = database();
        BooksCheck.Findings findings = BooksCheck.of(database);
        assertThat(findings.findings()).as(when).isEmpty();
        assertThat(findings.trialBalanceFen()).as(when).isZero();
        try (Connection connection = database.getConnection()) {
            Map<String, Long> booked = booked(connection);
            Map<String, Long> expected = new HashMap<>();
            paid.forEach((number, order) -> {
                if (acknowledged.contains(number)) {
                    expected.put(number, Long.parseLong(order.split(" ")[2]));
                }
            });
            assertThat(expected).as(when).hasSameSizeAs(acknowledged);
            assertThat(booked).as(when).containsAllEntriesOf(expected);
            assertThat(findings.journals()).as(when).isEqualTo(booked.size());
            assertThat(column(connection, "select announcement_id from speaker_announcement where attempts > 0"))
                    .as(when)
                    .containsAll(said);
        }
    }

    private static Map<String, Long> booked(Connection connection) throws SQLException {
        Map<String, Long> booked = new HashMap<>();
        try (ResultSet row = connection
                .createStatement()
                .executeQuery("select market_id, order_no, amount_fen from payment_order where state = 'PAID'")) {
            while (row.next()) {
                booked.put(new OrderNumber(row.getLong(1), row.getLong(2)).toString(), row.getLong(3));
            }
        }
        return booked;
    }

    private static Set<String> column(Connection connection, String sql) throws SQLException {
        Set<String> values = new HashSet<>();
        try (ResultSet row = connection.createStatement().executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private DataSource database() {
        DatabaseAddress address =
                EmbeddedDatabase.running(data.resolve("mariadb")).orElseThrow();
        MysqlDataSource database = new MysqlDataSource();
        database.setUrl(address.fullUrl());
        database.setUser(address.user());
        database.setPassword(address.password());
        return database;
    }
}
