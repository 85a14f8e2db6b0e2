/** A connection that dies at COMMIT leaves nobody knowing; the batch looks at its keys, and the caller gets the truth. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@ProductTest
class LostConnectionTest {
    @Autowired
    DatabaseConfiguration.DatabaseAccounts accounts;

    @Autowired
    JdbcTemplate direct;

    @Test
    void aCommitThatWasDoneButNeverAnsweredIsDoneOnceAndAcknowledged() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(port(), true);
                HikariDataSource pool = pool(proxy.port())) {
            AtomicInteger runs = new AtomicInteger();
            assertThat(submitThrough(pool, runs, proxy, 77_001)).isEqualTo("found");
            assertThat(runs).hasValue(2);
        }
        assertThat(rows(77_001)).isEqualTo(1);
    }

    @Test
    void aCommitThatNeverReachedTheServerIsDoneAgain() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(port(), false);
                HikariDataSource pool = pool(proxy.port())) {
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

    private int port() {
        return Integer.parseInt(accounts.application().url().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    private HikariDataSource pool(int port) {
        DatabaseAddress real = accounts.application();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(new DatabaseAddress(
                        real.url().replace(":" + port() + "/", ":" + port + "/"), real.user(), real.password())
                .fullUrl());
        pool.setUsername(real.user());
        pool.setPassword(real.password());
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(1);
        return pool;
    }

    /** Stands between pool and server, and cuts the line when it sees a COMMIT: behind it or before it. */
    private static final class CuttingProxy implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final int server;
        private final boolean commitArrives;
        private volatile boolean cut;

        CuttingProxy(int server, boolean commitArrives) throws IOException {
            this.server = server;
            this.commitArrives = commitArrives;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return door.getLocalPort();
        }

        void cutAtNextCommit() {
            cut = true;
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = door.accept();
                    Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                    Thread.ofVirtual().start(() -> pump(client, upstream, true));
                    Thread.ofVirtual().start(() -> pump(upstream, client, false));
                }
            } catch (IOException closed) {
                // The test has ended.
            }
        }

        private void pump(Socket from, Socket to, boolean towardsServer) {
            byte[] buffer = new byte[64 * 1024];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    boolean commit = towardsServer
                            && cut
                            && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("COMMIT");
                    if (commit) {
                        cut = false;
                        from.close();
                        if (commitArrives) {
                            out.write(buffer, 0, read);
                            out.flush();
                            // The server answers into a line that nobody reads any more.
                            to.shutdownOutput();
                        }
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException cutOff) {
                // Either end has gone; both are closed.
            }
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
