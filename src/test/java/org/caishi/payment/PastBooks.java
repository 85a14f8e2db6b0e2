/** Fills the books of a stopped product with past payments, by the database's own loader, and checks that they agree. */
package org.caishi.payment;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.caishi.ledger.Account;
import org.caishi.ledger.AccountKind;
import org.caishi.market.PlateHolder;
import org.caishi.payment.PastTable.MarketAccount;
import org.caishi.platform.DatabaseAddress;
import org.caishi.platform.EmbeddedDatabase;
import org.caishi.platform.Ids;
import org.caishi.report.BooksCheck;

/**
 * Loaded into empty tables without looking at unique keys, rows are sorted and written index by index. The rows come
 * through a pipe with a name, for the loader reads from the server's side; nothing of them is ever a file.
 */
final class PastBooks {
    private static final List<AccountKind> OF_THE_MARKET =
            List.of(AccountKind.CHANNEL_RECEIVABLE, AccountKind.MARKET_COMMISSION, AccountKind.CHANNEL_FEE);

    private final PastPayments past;
    private final List<PlateHolder> stalls;
    private final Path folder;
    private final Ids ids = new Ids(Clock.systemUTC(), 0);

    PastBooks(PastPayments past, List<PlateHolder> stalls, Path folder) {
        this.past = past;
        this.stalls = stalls;
        this.folder = folder;
    }

    void fill() throws IOException, SQLException, InterruptedException {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("mariadb"), GrowthBench.BINARIES)) {
            MysqlDataSource database = database(server.owner());
            try (Connection connection = database.getConnection()) {
                Map<MarketAccount, Long> accounts = openAccounts(connection);
                connection.createStatement().execute("set unique_checks = 0, foreign_key_checks = 0");
                for (PastTable table : PastTable.all(past, accounts)) {
                    load(connection, table);
                }
                fold(connection);
            }
            long started = System.nanoTime();
            BooksCheck.Findings found = BooksCheck.of(database);
            say("checked the books", started);
            if (!found.findings().isEmpty() || found.trialBalanceFen() != 0) {
                throw new IllegalStateException("the books that were filled do not agree: " + found);
            }
        }
    }

    /** Of its own, for the product's connections give up after 40 seconds and a load takes minutes. */
    private static MysqlDataSource database(DatabaseAddress owner) {
        MysqlDataSource database = new MysqlDataSource();
        database.setUrl(owner.url() + "&connectionTimeZone=UTC&characterEncoding=utf8&rewriteBatchedStatements=true");
        database.setUser(owner.user());
        database.setPassword(owner.password());
        return database;
    }

    private Map<MarketAccount, Long> openAccounts(Connection connection) throws SQLException {
        Map<MarketAccount, Long> opened = new HashMap<>();
        for (PlateHolder stall : stalls) {
            long marketId = stall.market().marketId();
            Stream.concat(
                            OF_THE_MARKET.stream().map(Account::of),
                            Stream.of(Account.vendor(stall.vendor().vendorId())))
                    .forEach(account ->
                            opened.computeIfAbsent(new MarketAccount(marketId, account), key -> ids.next(marketId)));
        }
        try (PreparedStatement row = connection.prepareStatement("""
                insert into ledger_account (market_id, account_id, code, kind, owner_id, opened_at)
                values (?, ?, ?, ?, ?, utc_timestamp(3))
                """)) {
            for (Map.Entry<MarketAccount, Long> account : opened.entrySet()) {
                Account named = account.getKey().account();
                RawJdbc.bind(
                        row,
                        account.getKey().marketId(),
                        account.getValue(),
                        named.code(),
                        named.kind().row(),
                        named.ownerId());
            }
            row.executeBatch();
        }
        return opened;
    }

    private void load(Connection connection, PastTable table) throws IOException, SQLException, InterruptedException {
        long started = System.nanoTime();
        Path pipe = folder.resolve(table.name() + ".pipe");
        Files.deleteIfExists(pipe);
        if (new ProcessBuilder("mkfifo", "-m", "644", pipe.toString()).start().waitFor() != 0) {
            throw new IOException("no pipe can be made in " + folder);
        }
        Thread.ofPlatform().daemon().start(() -> write(table, pipe));
        connection
                .createStatement()
                .execute("load data infile '%s' into table %s character set utf8mb4 (%s)"
                        .formatted(pipe, table.name(), table.columns()));
        Files.delete(pipe);
        say("filled " + table.name(), started);
    }

    private void write(PastTable table, Path pipe) {
        try (OutputStream out = Files.newOutputStream(pipe)) {
            for (int day = 0; day < past.days(); day++) {
                PastTable.Text text = new PastTable.Text();
                table.lines().write(past.day(day), text);
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            throw new UncheckedIOException("the loader stopped reading " + table.name(), closed);
        }
    }

    /** As if the product had folded all of it, so that it does not begin to while it is measured. */
    private static void fold(Connection connection) throws SQLException {
        long started = System.nanoTime();
        connection.createStatement().execute("""
                insert into ledger_fence (market_id, safe_through, moved_at)
                select market_id, max(journal_id), utc_timestamp(3) from ledger_journal group by market_id
                """);
        connection.createStatement().execute("""
                insert into ledger_fold (market_id, account_id, folded_through, debit_fen, credit_fen, balance_fen,
                       entries, folded_at)
                select e.market_id, e.account_id, f.safe_through,
                       sum(case when e.amount_fen > 0 then e.amount_fen else 0 end),
                       sum(case when e.amount_fen < 0 then -e.amount_fen else 0 end),
                       sum(e.amount_fen), count(*), utc_timestamp(3)
                  from ledger_entry e
                  join ledger_fence f on f.market_id = e.market_id
                 group by e.market_id, e.account_id, f.safe_through
                """);
        connection.createStatement().execute("""
                insert into ledger_fold (market_id, account_id, folded_through, debit_fen, credit_fen, balance_fen,
                       entries, folded_at)
                select market_id, 0, safe_through, 0, 0, 0, 0, utc_timestamp(3) from ledger_fence
                """);
        say("folded the balances", started);
    }

    private static void say(String what, long started) {
        System.out.printf(
                "growth.fill %s in %d s%n", what, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
    }
}
