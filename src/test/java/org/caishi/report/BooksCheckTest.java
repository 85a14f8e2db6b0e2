/** The self-check finds what does not agree, and finds nothing in sound books. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.caishi.market.Market;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class BooksCheckTest {
    @Autowired
    TestMarket markets;

    @Autowired
    DataSource database;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void aMarketWithoutPaymentsHasNoFindings() {
        assertThat(findings(markets.open(0))).isEmpty();
    }

    @Test
    void whatDoesNotAgreeIsNamed() {
        Market market = markets.open(0);
        paidOrderWithoutJournal(market, 1);
        jdbc.update(
                "insert into payment_hour (market_id, business_date, stall_id, hour_of_day, channel, payments, amount_fen)"
                        + " values (?, '2026-01-01', 1, 9, 'WECHAT', 1, 999)",
                market.marketId());
        jdbc.update(
                "insert into speaker_announcement (market_id, announcement_id, stall_id, device_id, event, subject_no,"
                        + " channel, amount_fen, text, state, created_at, expires_at, attempts)"
                        + " values (?, 1, 1, 0, 'RECEIVED', 77, 'WECHAT', 1, 'x', 'EXPIRED', now(3), now(3), 0)",
                market.marketId());
        jdbc.update(
                "insert into payment_suspense (market_id, suspense_id, channel, channel_txn, order_text, merchant_no,"
                        + " amount_fen, reason, state, booked_at, business_date)"
                        + " values (?, 1, 'WECHAT', 'T7', 'o', 'm', 5, 'ORDER_CLOSED', 'OWED_BACK', now(3), '2026-01-01')",
                market.marketId());

        assertThat(findings(market))
                .containsExactlyInAnyOrder(
                        "order 1 is paid but has no journal",
                        "the shares of order 1 come to 0 of 1250 fen",
                        "the hours of stall 1 on 2026-01-01 come to 999 fen, its orders to 1250",
                        "order 77 was announced but is not paid",
                        "suspense WECHAT T7 has no journal");
    }

    @Test
    void aJournalOutOfBalanceAndAJournalOfNothingAreNamed() {
        Market market = markets.open(0);
        long marketId = market.marketId();
        jdbc.update(
                "insert into ledger_account (market_id, account_id, code, kind, owner_id, opened_at)"
                        + " values (?, 1, 'channel_receivable', 'channel_receivable', 0, now(3))",
                marketId);
        jdbc.update(
                "insert into ledger_journal (market_id, journal_id, business_key, kind, business_date, posted_at)"
                        + " values (?, 5, 'pay:42', 'PAYMENT', '2026-01-01', now(3))",
                marketId);
        jdbc.update(
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (?, 5, 1, 1, 100, '2026-01-01')",
                marketId);

        assertThat(findings(market))
                .containsExactlyInAnyOrder(
                        "debits and credits differ by 100 fen",
                        "journal pay:42 is out of balance by 100 fen, 1 lines",
                        "journal pay:42 has no paid order of its amount");
        // The books cannot be changed, so the balance is mended as an auditor would: by a counter-entry.
        jdbc.update(
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (?, 5, 2, 1, -100, '2026-01-01')",
                marketId);
        assertThat(findings(market)).containsExactly("journal pay:42 has no paid order of its amount");
    }

    @Test
    void cashThatWasSplitOrNeverPostedIsNamed() {
        Market market = markets.open(0);
        paidOrderWithoutJournal(market, 9);
        jdbc.update("update payment_order set channel = 'CASH' where market_id = ?", market.marketId());
        jdbc.update(
                "insert into payment_hour (market_id, business_date, stall_id, hour_of_day, channel, payments, amount_fen)"
                        + " values (?, '2026-01-01', 1, 9, 'CASH', 1, 1250)",
                market.marketId());
        assertThat(findings(market)).containsExactly("order 9 is paid but has no journal");

        jdbc.update(
                "insert into settlement_share (market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party,"
                        + " amount_fen, business_date) values (?, 9, 1, 'PAYMENT', 9, 1, 1, 'VENDOR', 1250, '2026-01-01')",
                market.marketId());
        jdbc.update(
                "insert into ledger_journal (market_id, journal_id, business_key, kind, business_date, posted_at)"
                        + " values (?, 6, 'pay:9', 'PAYMENT', '2026-01-01', now(3))",
                market.marketId());
        jdbc.update(
                "insert into ledger_account (market_id, account_id, code, kind, owner_id, opened_at)"
                        + " values (?, 1, 'channel_receivable', 'channel_receivable', 0, now(3)),"
                        + " (?, 2, 'vendor_payable:1', 'vendor_payable', 1, now(3))",
                market.marketId(),
                market.marketId());
        jdbc.update(
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (?, 6, 1, 1, 1250, '2026-01-01'), (?, 6, 2, 2, -1250, '2026-01-01')",
                market.marketId(),
                market.marketId());
        assertThat(findings(market))
                .as("a payment's journal for cash is as wrong as none")
                .containsExactlyInAnyOrder(
                        "order 9 is paid but has no journal",
                        "journal pay:9 has no paid order of its amount",
                        "the shares of order 9 come to 1250 of 0 fen");
    }

    @Test
    void aRefundThatGaveBackAnotherSumIsNamed() {
        Market market = markets.open(0);
        long id = market.marketId();
        jdbc.update(
                "insert into payment_refund (market_id, refund_no, request_id, suspense_id, stall_id, vendor_id, channel,"
                        + " channel_txn, merchant_no, charged_fen, amount_fen, reason, state, created_at, asks, words,"
                        + " business_date) values (?, 7, 'r', 3, 0, 0, 'WECHAT', 'T', 'm', 900, 900, '', 'DONE', now(3),"
                        + " 1, '', '2026-01-01')",
                id);
        jdbc.update(
                "insert into ledger_account (market_id, account_id, code, kind, owner_id, opened_at)"
                        + " values (?, 1, 'channel_receivable', 'channel_receivable', 0, now(3)),"
                        + " (?, 2, 'suspense', 'suspense', 0, now(3))",
                id,
                id);
        jdbc.update(
                "insert into ledger_journal (market_id, journal_id, business_key, kind, business_date, posted_at)"
                        + " values (?, 5, 'refund:7', 'SUSPENSE_REFUND', '2026-01-01', now(3)),"
                        + " (?, 6, 'refund:8', 'CASH_REFUND', '2026-01-01', now(3))",
                id,
                id);
        jdbc.update(
                "insert into ledger_account (market_id, account_id, code, kind, owner_id, opened_at)"
                        + " values (?, 3, 'cash_with_vendor:1', 'cash_with_vendor', 1, now(3)),"
                        + " (?, 4, 'cash_sales:1', 'cash_sales', 1, now(3))",
                id,
                id);
        jdbc.update(
                "insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)"
                        + " values (?, 5, 1, 1, -899, '2026-01-01'), (?, 5, 2, 2, 899, '2026-01-01'),"
                        + " (?, 6, 1, 3, -50, '2026-01-01'), (?, 6, 2, 4, 50, '2026-01-01')",
                id,
                id,
                id,
                id);

        assertThat(findings(market))
                .containsExactlyInAnyOrder(
                        "journal refund:7 gives back 899 fen, its refund 900",
                        "journal refund:8 gives back 50 fen, its refund 0");
    }

    private void paidOrderWithoutJournal(Market market, long orderNo) {
        jdbc.update(
                "insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, channel, scene,"
                        + " merchant_no, amount_fen, rule_id, state, created_at, expires_at, asks, channel_txn, paid_at,"
                        + " booked_at, business_date, refunded_fen) values (?, ?, 1, 1, 1, 'WECHAT', 'NATIVE', 'm', 1250,"
                        + " 1, 'PAID', now(3), now(3), 0, 'T', now(3), now(3), '2026-01-01', 0)",
                market.marketId(),
                orderNo);
    }

    private List<String> findings(Market market) {
        String ours = "market " + market.marketId() + ": ";
        return BooksCheck.of(database, market.marketId()).findings().stream()
                .map(finding -> finding.substring(ours.length()))
                .toList();
    }
}
