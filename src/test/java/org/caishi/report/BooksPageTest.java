/** The bank's operator sees the trial balance and what the self-check found, and asks for a check; nobody else does. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.ledger.Account;
import org.caishi.ledger.AccountKind;
import org.caishi.ledger.Journal;
import org.caishi.ledger.Ledger;
import org.caishi.market.Market;
import org.caishi.platform.Transactions;
import org.caishi.report.CheckRows.BooksChecked;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
class BooksPageTest {
    @Autowired
    WebApplicationContext context;

    @Autowired
    TestMarket markets;

    @Autowired
    Ledger ledger;

    @Autowired
    BooksChecks checks;

    @Autowired
    BooksRows books;

    @Autowired
    CheckRows rows;

    @Autowired
    SchedulerClient scheduler;

    @Autowired
    Transactions transactions;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

    private SignedInBrowser operator;

    @BeforeEach
    void signIn() {
        operator = new SignedInBrowser(context, Role.OPERATOR, null);
    }

    @Test
    void theTrialBalanceIsShownMarketByMarketAndOverAll() {
        Market market = markets.open(0);
        post(market, "books:1", 123_456);
        String page = operator.page("/manage/books");

        String ours = page.substring(page.indexOf("data-market=\"" + market.code() + "\""));
        assertThat(ours.substring(0, ours.indexOf("</details>")))
                .contains("借 ¥1,234.56 · 贷 ¥1,234.56", "平衡", "应付商户款", "负债")
                .contains("data-kind=\"vendor_payable\">¥1,234.56<")
                .contains("data-total=\"debit\">¥1,234.56<")
                .contains("data-total=\"difference\">差额 ¥0.00<");
        assertThat(page).contains("试算平衡 · 全部市场");
    }

    @Test
    void aFoldThatDiffersFromItsEntriesIsAFindingOnTheOperatorsHome() {
        Market market = markets.open(0);
        post(market, "books:2", 5_000);
        awaitFold(market);
        jdbc.update(
                "update ledger_fold set credit_fen = credit_fen + 7 where market_id = ? and account_id ="
                        + " (select account_id from ledger_account where market_id = ? and code = 'vendor_payable:9')",
                market.marketId(),
                market.marketId());
        String finding =
                "market %d: the fold of account vendor_payable:9 says 0 debit, 5007 credit, -5000 fen of 1 entries, its entries come to 0 debit, 5000 credit of 1"
                        .formatted(market.marketId());
        checks.run();

        BooksChecked last = rows.last().orElseThrow();
        assertThat(last.findings()).isPositive();
        assertThat(rows.findings(last.checkId(), 1_000)).contains(finding);
        assertThat(operator.page("/manage/books")).contains(finding).contains("data-figure=\"check-findings\"");
        assertThat(operator.page("/manage"))
                .contains("data-figure=\"check-findings\"")
                .contains("处不符")
                .contains("/manage/books\"");
        jdbc.update(
                "update ledger_fold set credit_fen = credit_fen - 7 where market_id = ? and credit_fen = 5007",
                market.marketId());
        assertThat(BooksCheck.check(books).findings()).noneMatch(line -> line.contains("the fold of account"));
    }

    @Test
    void aCheckWithoutFindingsSaysSo() {
        jdbc.update(
                "insert into report_books_check (check_id, started_at, took_millis, orders, paid_fen, journals,"
                        + " trial_balance_fen, findings) values (?, '2026-03-01 19:30:00', 1234, 2, 6001, 3, 0, 0)",
                Long.MAX_VALUE);
        String home = operator.page("/manage");
        jdbc.update("delete from report_books_check where check_id = ?", Long.MAX_VALUE);

        assertThat(home)
                .contains("2026-03-02 03:30:00 自检：账务相符，没有发现问题。")
                .contains("核对订单 2 笔，已付 ¥60.01，凭证 3 张，借贷差 ¥0.00，用时 1.2 秒")
                .doesNotContain("data-figure=\"check-findings\"");
    }

    @Test
    void theOperatorAsksForACheckAndItIsDoneAndWrittenDown() {
        long before = rows.last().map(BooksChecked::checkId).orElse(0L);
        Visitor bank = new Visitor();
        bank.signIn("bank", "caishi-demo");
        assertThat(bank.post("/manage/books/check", Map.of()).statusCode())
                .as("without the page's token")
                .isEqualTo(403);
        String token = bank.token("/manage/books");
        assertThat(bank.post("/manage/books/check", Map.of("_csrf", token))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/manage/books"));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> rows.last().map(BooksChecked::checkId).orElse(0L) > before
                        && !checks.state(1).underWay());
        assertThat(jdbc.queryForList(
                        "select who from identity_audit where market_id = 0 and action = 'books.check'", String.class))
                .contains("bank");
    }

    @Test
    void theStaffOfAMarketDoNotGetIn() {
        Market market = markets.open(0);
        for (Role role : List.of(Role.MANAGER, Role.CLERK, Role.INSPECTOR, Role.VENDOR)) {
            SignedInBrowser staff = new SignedInBrowser(context, role, market.marketId());
            assertThat(staff.open("/manage/books").getStatus()).as(role.name()).isEqualTo(403);
            assertThat(staff.open("/manage/books/check").getStatus())
                    .as(role.name())
                    .isEqualTo(403);
        }
    }

    @Test
    void oldChecksAreRemovedWithTheirFindings() {
        for (int i = 1; i <= 501; i++) {
            jdbc.update(
                    "insert into report_books_check (check_id, started_at, took_millis, orders, paid_fen, journals,"
                            + " trial_balance_fen, findings) values (?, '2026-03-01', 1, 0, 0, 0, 0, 1)",
                    i);
        }
        jdbc.update("insert into report_books_finding (check_id, line_no, says) values (1, 0, 'old')");
        checks.run();

        assertThat(jdbc.queryForObject("select count(*) from report_books_check", Integer.class))
                .isEqualTo(500);
        assertThat(jdbc.queryForList("select says from report_books_finding where check_id = 1"))
                .isEmpty();
        jdbc.update("delete from report_books_check where check_id <= 501");
    }

    /** Has the ledger's own job run at once, for nothing else may fold. */
    private void awaitFold(Market market) {
        scheduler.reschedule(TaskInstanceId.of("fold-balances", RecurringTask.INSTANCE), clock.instant());
        await().atMost(Duration.ofSeconds(90))
                .until(() -> Integer.valueOf(2)
                        .equals(jdbc.queryForObject(
                                "select count(*) from ledger_fold where market_id = ? and account_id > 0 and entries > 0",
                                Integer.class,
                                market.marketId())));
    }

    private void post(Market market, String key, long fen) {
        transactions.run(() -> ledger.post(List.of(new Journal(
                market.marketId(),
                key,
                "TEST",
                LocalDate.of(2026, 1, 1),
                clock.instant(),
                new Journal.Lines()
                        .debit(Account.of(AccountKind.CHANNEL_RECEIVABLE), Money.ofFen(fen))
                        .credit(Account.vendor(9), Money.ofFen(fen))
                        .done()))));
    }
}
