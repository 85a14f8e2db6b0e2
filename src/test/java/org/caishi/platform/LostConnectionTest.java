/** A connection that dies at COMMIT leaves nobody knowing; the batch looks at its keys, and the caller gets the truth. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.caishi.testing.CuttingProxy;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@ProductTest
class LostConnectionTest {
    @Autowired
    HikariDataSource database;

    @Autowired
    JdbcTemplate direct;

    @Test
    void aCommitThatWasDoneButNeverAnsweredIsDoneOnceAndAcknowledged() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(database, true);
                HikariDataSource pool = proxy.pool()) {
            AtomicInteger runs = new AtomicInteger();
            assertThat(submitThrough(pool, runs, proxy, 77_001)).isEqualTo("found");
            assertThat(runs).hasValue(2);
        }
        assertThat(rows(77_001)).isEqualTo(1);
    }

    @Test
    void aCommitThatNeverReachedTheServerIsDoneAgain() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(database, false);
                HikariDataSource pool = proxy.pool()) {
            AtomicInteger runs = new AtomicInteger();
            assertThat(submitThrough(pool, runs, proxy, 77_002)).isEqualTo("written");
            assertThat(runs).hasValue(2);
        }
        assertThat(rows(77_002)).isEqualTo(1);
    }

    @Test
    void withoutAnyConnectionNothingWasTaken() {
        try (GroupCommit<Integer, Integer> commit = commit(batch -> {
            throw new IllegalStateException(new SQLTransientConnectionException("none to be had"));
        })) {
            assertThatThrownBy(() -> commit.submit(1, 1)).isInstanceOf(GroupCommit.Busy.class);
        }
    }

    @Test
    void aConnectionThatKeepsDyingEndsInNotKnowing() {
        AtomicInteger runs = new AtomicInteger();
        try (GroupCommit<Integer, Integer> commit = commit(batch -> {
            runs.incrementAndGet();
            throw new IllegalStateException(new SQLException("link failure", "08S01"));
        })) {
            assertThatThrownBy(() -> commit.submit(1, 1)).isInstanceOf(GroupCommit.OutcomeUnknown.class);
        }
        assertThat(runs).hasValue(4);
    }

    @Test
    void deadlockLockWaitAndChangedSnapshotAreTriedSixTimesAndNoMore() {
        for (int code : List.of(1213, 1205, 1020)) {
            AtomicInteger runs = new AtomicInteger();
            Transactions transactions = new Transactions(new DataSourceTransactionManager(dataSource()));
            assertThatThrownBy(() -> transactions.run((Runnable) () -> {
                        runs.incrementAndGet();
                        throw new IllegalStateException(new SQLException("again", "40001", code));
                    }))
                    .hasRootCauseMessage("again");
            assertThat(runs).as("vendor code %d", code).hasValue(6);
        }
    }

    /** One row by its key in platform's own terms: looked for first, as every batch that group commit runs must. */
    private String submitThrough(HikariDataSource pool, AtomicInteger runs, CuttingProxy proxy, long account) {
        Transactions transactions = new Transactions(new DataSourceTransactionManager(pool));
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        try (GroupCommit<Long, String> commit = new GroupCommit<>(
                "lost",
                1,
                10,
                batch -> transactions.run(() -> {
                    boolean known = count(jdbc, account) > 0;
                    if (!known) {
                        jdbc.update(
                                "insert into ledger_account (market_id, account_id, code, kind, owner_id, opened_at)"
                                        + " values (0, ?, ?, 'suspense', 0, now(3))",
                                account,
                                "lost:" + account);
                    }
                    if (runs.incrementAndGet() == 1) {
                        proxy.cutAtNextCommit();
                    }
                    return List.of(known ? "found" : "written");
                }),
                new SimpleMeterRegistry())) {
            return commit.submit(1, account);
        }
    }

    private static long count(JdbcTemplate jdbc, long account) {
        Long rows = jdbc.queryForObject(
                "select count(*) from ledger_account where market_id = 0 and account_id = ?", Long.class, account);
        return rows == null ? 0 : rows;
    }

    private long rows(long account) {
        return count(direct, account);
    }

    private static GroupCommit<Integer, Integer> commit(Function<List<Integer>, List<Integer>> transaction) {
        return new GroupCommit<>("lost", 1, 10, transaction, new SimpleMeterRegistry());
    }

    private javax.sql.DataSource dataSource() {
        return java.util.Objects.requireNonNull(direct.getDataSource());
    }
}
