/** Balances are fold + tail at every instant: nothing is lost or counted twice, whoever posts, folds and reads at once. */
package org.caishi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

@ProductTest
class FoldingTest {
    private static final Account RECEIVABLE = Account.of(AccountKind.CHANNEL_RECEIVABLE);
    private static final Account VENDOR = Account.vendor(1);

    @Autowired
    Ledger ledger;

    @Autowired
    Accounts accounts;

    @Autowired
    Journals journals;

    @Autowired
    Folds folds;

    @Autowired
    Folding folding;

    @Autowired
    Transactions transactions;

    @Autowired
    PlatformTransactionManager manager;

    @Autowired
    Clock clock;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    private long market;

    @BeforeEach
    void openMarket() {
        market = markets.open(0).marketId();
    }

    @Test
    void whileManyPostAndFoldEveryReadingOfTheBooksBalances() throws Exception {
        Ledger slowNode = nodeWhoseClockIsBehind(Duration.ofHours(1));
        AtomicBoolean posting = new AtomicBoolean(true);
        List<Callable<Integer>> posters = new ArrayList<>();
        for (int poster = 0; poster < 4; poster++) {
            int number = poster;
            posters.add(() -> postMany(poster(number, slowNode), number, 60));
        }
        Callable<Integer> folder = () -> repeat(posting, () -> folding.fold(market));
        Callable<Integer> reader = () -> repeat(posting, () -> {
            assertThat(sum(ledger.balances(market))).isEqualTo(Money.ZERO);
            assertThat(ledger.trialBalance(market).difference()).isEqualTo(Money.ZERO);
        });
        int posted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> watching =
                    List.of(threads.submit(folder), threads.submit(folder), threads.submit(reader));
            for (Future<Integer> done : threads.invokeAll(posters)) {
                posted += done.get();
            }
            posting.set(false);
            for (Future<Integer> done : watching) {
                assertThat(done.get(30, TimeUnit.SECONDS)).isPositive();
            }
        }
        assertThat(posted).isEqualTo(240);
        assertThat(jdbc.queryForObject("select count(*) from ledger_journal where market_id = ?", Long.class, market))
                .isEqualTo(240);
        assertThat(ledger.balances(market)).isEqualTo(fromEntries());
        foldAll();
        assertThat(ledger.balances(market)).isEqualTo(fromEntries());
        assertThat(folded()).isEqualTo(fromEntries());
    }

    @Test
    void aJournalThatCommitsLateIsNeitherPassedNorLost() throws Exception {
        post(ledger, "a", 100);
        foldAll();
        CountDownLatch posted = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> late = threads.submit(() -> transactions.run(() -> {
                ledger.post(List.of(journal("late", 700)));
                posted.countDown();
                await().atMost(Duration.ofSeconds(30)).until(() -> mayCommit.getCount() == 0);
            }));
            assertThat(posted.await(20, TimeUnit.SECONDS)).isTrue();
            // A greater id must not be committed and folded before the smaller one.
            Future<?> greater = threads.submit(() -> post(ledger, "greater", 30));
            await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(20)).until(() -> {
                folding.fold(market);
                return ledger.balance(market, RECEIVABLE).equals(Money.ofFen(100));
            });
            mayCommit.countDown();
            late.get(30, TimeUnit.SECONDS);
            greater.get(30, TimeUnit.SECONDS);
        }
        assertThat(ledger.balance(market, RECEIVABLE)).isEqualTo(Money.ofFen(830));
        foldAll();
        assertThat(folded()).isEqualTo(fromEntries()).containsEntry(RECEIVABLE.code(), Money.ofFen(830));
    }

    @Test
    void aNodeWhoseClockIsBehindPostsAboveWhatIsFolded() {
        post(ledger, "a", 100);
        foldAll();
        long folded = folds.progress(market).orElseThrow().foldedThrough();
        post(nodeWhoseClockIsBehind(Duration.ofDays(2)), "b", 20);

        assertThat(folds.progress(market).orElseThrow().newest()).isGreaterThan(folded);
        assertThat(ledger.balance(market, RECEIVABLE)).isEqualTo(Money.ofFen(120));
        foldAll();
        assertThat(folded()).isEqualTo(fromEntries());
    }

    @Test
    void foldingTwiceIsFoldingOnce() {
        post(ledger, "a", 100);
        post(ledger, "b", 23);
        foldAll();
        List<Map<String, Object>> once = rows();
        folding.fold(market);
        folding.fold(market);

        assertThat(rows()).isEqualTo(once);
        assertThat(folded()).isEqualTo(fromEntries());
    }

    @Test
    void anAccountFoldedByItselfIsNotFoldedAgainWithItsMarket() {
        post(ledger, "a", 100);
        foldAll();
        post(ledger, "b", 23);
        fenceOnly();
        Money due = transactions.run(() -> ledger.lockedBalance(market, VENDOR));

        assertThat(due).isEqualTo(Money.ofFen(-123));
        assertThat(folded()).containsEntry(VENDOR.code(), Money.ofFen(-123));
        assertThat(ledger.balances(market)).isEqualTo(fromEntries());
        foldAll();
        assertThat(folded()).isEqualTo(fromEntries());
    }

    @Test
    void ofTwoWhoTakeOutAtOnceOnlyOneGetsWhatIsThere() throws Exception {
        post(ledger, "a", 100);
        int taken = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> takers = List.of(() -> take("x", 80), () -> take("y", 80), () -> take("z", 80));
            for (Future<Boolean> taker : threads.invokeAll(takers)) {
                taken += taker.get() ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
        assertThat(ledger.balance(market, VENDOR)).isEqualTo(Money.ofFen(-20));
        assertThat(sum(ledger.balances(market))).isEqualTo(Money.ZERO);
    }

    @Test
    void aLockedBalanceHoldsWhatItsOwnTransactionHasPosted() {
        transactions.run(() -> {
            assertThat(ledger.lockedBalance(market, VENDOR)).isEqualTo(Money.ZERO);
            ledger.post(List.of(journal("a", 55)));
            assertThat(ledger.lockedBalance(market, VENDOR)).isEqualTo(Money.ofFen(-55));
            assertThat(ledger.balance(market, VENDOR)).isEqualTo(Money.ofFen(-55));
            ledger.post(List.of(journal("b", 5)));
            assertThat(ledger.balance(market, VENDOR)).isEqualTo(Money.ofFen(-60));
            assertThat(ledger.lockedBalance(market, VENDOR)).isEqualTo(Money.ofFen(-60));
        });
        assertThat(ledger.balance(market, VENDOR)).isEqualTo(Money.ofFen(-60));
    }

    @Test
    void theTrialBalanceShowsBothColumnsOfEveryKindFoldedOrNot() {
        post(ledger, "a", 100);
        foldAll();
        post(ledger, "b", 30);
        take("c", 50);
        TrialBalance books = ledger.trialBalance(market);

        assertThat(books.lines()).extracting(TrialBalance.Line::kind).hasSize(AccountKind.values().length);
        TrialBalance.Line vendors = line(books, AccountKind.VENDOR_PAYABLE);
        assertThat(vendors.debit()).isEqualTo(Money.ofFen(50));
        assertThat(vendors.credit()).isEqualTo(Money.ofFen(130));
        assertThat(vendors.balance()).as("a credit, on its normal side").isEqualTo(Money.ofFen(80));
        assertThat(books.debit()).isEqualTo(Money.ofFen(180)).isEqualTo(books.credit());
        assertThat(ledger.trialBalances()).containsEntry(market, books);

        TrialBalance twice = TrialBalance.sum(List.of(books, books));
        assertThat(line(twice, AccountKind.VENDOR_PAYABLE).credit()).isEqualTo(Money.ofFen(260));
        assertThat(twice.difference()).isEqualTo(Money.ZERO);
    }

    @Test
    void theChartHasARowForEveryKindOfAccountAndNoOther() {
        List<String> chart = jdbc.queryForList("select kind from ledger_chart", String.class);
        assertThat(chart)
                .containsExactlyInAnyOrderElementsOf(java.util.Arrays.stream(AccountKind.values())
                        .map(AccountKind::row)
                        .toList());
        assertThat(jdbc.queryForList("select distinct concat(class, ' ', normal_side) from ledger_chart", String.class))
                .containsExactlyInAnyOrder("ASSET DEBIT", "LIABILITY CREDIT", "INCOME CREDIT", "EXPENSE DEBIT");
    }

    private Ledger poster(int number, Ledger slowNode) {
        return number % 2 == 0 ? ledger : slowNode;
    }

    private int postMany(Ledger node, int number, int count) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(number);
        for (int i = 0; i < count; i++) {
            String key = "many:" + number + ":" + i;
            int fen = random.nextInt(1, 10_000);
            if (i % 10 == 9) {
                transactions.run(() -> {
                    Money due = node.lockedBalance(market, VENDOR);
                    assertThat(due.fen()).isNegative();
                    node.post(List.of(journal(key, fen)));
                });
            } else {
                post(node, key, fen);
            }
        }
        return count;
    }

    private boolean take(String key, long fen) {
        return transactions.run(() -> {
            boolean enough = ledger.lockedBalance(market, VENDOR).fen() <= -fen;
            if (enough) {
                ledger.post(List.of(journal(key, -fen)));
            }
            return enough;
        });
    }

    private void post(Ledger node, String key, long fen) {
        transactions.run(() -> node.post(List.of(journal(key, fen))));
    }

    private Journal journal(String key, long fen) {
        return new Journal(
                market,
                key,
                "TEST",
                LocalDate.of(2026, 1, 1),
                clock.instant(),
                new Journal.Lines()
                        .debit(RECEIVABLE, Money.ofFen(fen))
                        .credit(VENDOR, Money.ofFen(fen))
                        .done());
    }

    private Ledger nodeWhoseClockIsBehind(Duration behind) {
        Clock slow = Clock.offset(clock, behind.negated());
        return new Ledger(accounts, journals, folds, folding, new Ids(slow, 1), slow, manager);
    }

    /** The product's own schedule may hold a row just then; what it folds is folded. */
    private void foldAll() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            folding.fold(market);
            Folds.Progress progress = folds.progress(market).orElseThrow();
            return progress.foldedThrough() == progress.newest();
        });
    }

    /** As if the folding had been ended between moving the fence and folding up to it. */
    private void fenceOnly() {
        jdbc.update(
                "update ledger_fence set safe_through = (select max(journal_id) from ledger_journal where market_id = ?)"
                        + " where market_id = ?",
                market,
                market);
    }

    private static int repeat(AtomicBoolean going, Runnable work) {
        int times = 0;
        while (going.get()) {
            work.run();
            times++;
        }
        return times;
    }

    private List<Map<String, Object>> rows() {
        return jdbc.queryForList("select * from ledger_fold where market_id = ? order by account_id", market);
    }

    private Map<String, Money> folded() {
        return byCode("select a.code, f.balance_fen as fen from ledger_account a join ledger_fold f"
                + " on f.market_id = a.market_id and f.account_id = a.account_id where a.market_id = ?");
    }

    private Map<String, Money> fromEntries() {
        return byCode(
                "select a.code, sum(e.amount_fen) as fen from ledger_account a join ledger_entry e"
                        + " on e.market_id = a.market_id and e.account_id = a.account_id where a.market_id = ? group by a.code");
    }

    private Map<String, Money> byCode(String query) {
        Map<String, Money> found = new TreeMap<>();
        jdbc.query(
                query,
                row -> {
                    found.put(row.getString("code"), Money.ofFen(row.getLong("fen")));
                },
                market);
        return found;
    }

    private static TrialBalance.Line line(TrialBalance books, AccountKind kind) {
        return books.lines().stream()
                .filter(line -> line.kind().equals(kind.row()))
                .findFirst()
                .orElseThrow();
    }

    private static Money sum(Map<String, Money> balances) {
        return balances.values().stream().reduce(Money.ZERO, Money::plus);
    }
}
