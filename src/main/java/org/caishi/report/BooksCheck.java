/** The books' self-check: do journals, orders, shares, hours, statements and announcements agree? */
package org.caishi.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

public final class BooksCheck {
    private BooksCheck() {}

    /** Checks every market of a database and the platform's own books. */
    public static Findings of(DataSource database) {
        return of(database, BooksCheck::check);
    }

    /** Checks one market. */
    public static Findings of(DataSource database, long marketId) {
        return of(database, rows -> check(rows, List.of(marketId)));
    }

    private static Findings of(DataSource database, Function<BooksRows, Findings> check) {
        Configuration configuration =
                new Configuration(new Environment("check", new JdbcTransactionFactory(), database));
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.addMapper(BooksRows.class);
        SqlSessionFactory sessions = new SqlSessionFactoryBuilder().build(configuration);
        try (SqlSession session = sessions.openSession()) {
            return check.apply(session.getMapper(BooksRows.class));
        }
    }

    static Findings check(BooksRows rows) {
        return check(rows, rows.markets());
    }

    private static Findings check(BooksRows rows, List<Long> markets) {
        List<Function<BooksRows, LongFunction<List<String>>>> checks = List.of(
                r -> r::unbalanced,
                r -> r::paidWithoutJournal,
                r -> r::journalWithoutOrder,
                r -> r::sharesOff,
                r -> r::hoursOff,
                r -> r::announcedUnpaid,
                r -> r::daysOff,
                r -> r::suspenseWithoutJournal,
                r -> r::suspenseEndedOff,
                r -> r::refundsOff,
                r -> r::refundWithoutJournal,
                r -> r::journalWithoutRefund,
                r -> r::refundSharesOff,
                r -> r::refundHoursOff,
                r -> r::foldsOff);
        Findings sum = new Findings(0, 0, 0, 0, List.of());
        for (long marketId : markets) {
            BooksRows.Totals totals = rows.totals(marketId);
            List<String> found = new ArrayList<>(sum.findings());
            if (totals.trialBalanceFen() != 0) {
                found.add(
                        "market %d: debits and credits differ by %d fen".formatted(marketId, totals.trialBalanceFen()));
            }
            checks.forEach(check -> check.apply(rows)
                    .apply(marketId)
                    .forEach(finding -> found.add("market " + marketId + ": " + finding)));
            sum = new Findings(
                    sum.orders() + totals.orders(),
                    sum.paidFen() + totals.paidFen(),
                    sum.journals() + totals.journals(),
                    sum.trialBalanceFen() + totals.trialBalanceFen(),
                    List.copyOf(found));
        }
        return sum;
    }

    /**
     * What was found.
     *
     * @param paidFen the amounts of all paid orders
     * @param trialBalanceFen debits less credits over all markets that were checked
     * @param findings one sentence each; empty when the books agree
     */
    public record Findings(long orders, long paidFen, long journals, long trialBalanceFen, List<String> findings) {}
}
