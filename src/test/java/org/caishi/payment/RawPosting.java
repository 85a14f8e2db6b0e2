/** The limit for the booking: the rows of a payment by plain JDBC batches, with no thought in between. */
package org.caishi.payment;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The same tables, columns and number of rows a payment: one order marked, one notice, one journal with four entries,
 * three shares, one announcement, the stall's hour. The orders must be written and wait.
 */
final class RawPosting extends RawJdbc {
    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    RawPosting(DataSource database) {
        super(database);
    }

    @Override
    void batch(Connection connection, List<PaymentOrder> orders) throws SQLException {
        run(connection, orders, """
                insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, channel, scene, merchant_no,
                       amount_fen, rule_id, state, created_at, expires_at, asks, channel_txn, paid_at, booked_at,
                       business_date, refunded_fen)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PAID', ?, ?, 0, ?, ?, ?, ?, 0)
                on duplicate key update state = values(state), channel_txn = values(channel_txn),
                       paid_at = values(paid_at), booked_at = values(booked_at), business_date = values(business_date)
                """, (row, order) -> bindOrder(row, order, txn(order), at(order), at(order), DAY));
        run(
                connection,
                orders,
                """
                insert into payment_notice (market_id, notice_id, channel, channel_txn, order_no, source, amount_fen,
                       received_at, outcome)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                (row, order) -> bind(
                        row,
                        order.marketId(),
                        order.orderNo(),
                        "WECHAT",
                        txn(order),
                        order.orderNo(),
                        "NOTICE",
                        order.amountFen(),
                        at(order),
                        "BOOKED"));
        post(connection, orders);
        announce(connection, orders);
    }

    private static void post(Connection connection, List<PaymentOrder> orders) throws SQLException {
        run(
                connection,
                orders,
                """
                insert into ledger_journal (market_id, journal_id, business_key, kind, business_date, posted_at)
                values (?, ?, ?, ?, ?, ?)
                """,
                (row, order) -> bind(
                        row, order.marketId(), order.orderNo(), "raw:" + order.orderNo(), "PAYMENT", DAY, at(order)));
        run(connection, orders, """
                insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)
                values (?, ?, ?, ?, ?, ?)
                """, (row, order) -> {
            for (int line = 1; line <= 4; line++) {
                long account = line == 1 ? order.vendorId() : line;
                bind(row, order.marketId(), order.orderNo(), line, account, order.amountFen(), DAY);
            }
        });
        run(connection, orders, """
                insert into settlement_share (market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party,
                       amount_fen, business_date)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, (row, order) -> {
            for (int line = 1; line <= 3; line++) {
                bind(
                        row,
                        order.marketId(),
                        order.orderNo(),
                        line,
                        "PAYMENT",
                        order.orderNo(),
                        order.stallId(),
                        order.vendorId(),
                        "VENDOR",
                        order.amountFen(),
                        DAY);
            }
        });
    }

    private static void announce(Connection connection, List<PaymentOrder> orders) throws SQLException {
        run(
                connection,
                orders,
                """
                insert into speaker_announcement (market_id, announcement_id, stall_id, device_id, event, subject_no,
                       channel, amount_fen, text, state, created_at, expires_at, ended_at, attempts)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                """,
                (row, order) -> bind(
                        row,
                        order.marketId(),
                        order.orderNo(),
                        order.stallId(),
                        0L,
                        "RECEIVED",
                        order.orderNo(),
                        "WECHAT",
                        order.amountFen(),
                        "微信收款十二点五元",
                        "EXPIRED",
                        at(order),
                        at(order),
                        at(order)));
        List<PaymentOrder> oneAStall = new ArrayList<>(orders.stream()
                .collect(Collectors.toMap(PaymentOrder::stallId, order -> order, (one, other) -> one))
                .values());
        run(
                connection,
                oneAStall,
                """
                insert into payment_hour (market_id, business_date, stall_id, hour_of_day, channel, payments, amount_fen)
                values (?, ?, ?, ?, ?, ?, ?)
                on duplicate key update payments = payments + values(payments), amount_fen = amount_fen + values(amount_fen)
                """,
                (row, order) -> bind(row, order.marketId(), DAY, order.stallId(), 1, "WECHAT", 1, order.amountFen()));
    }

    private static String txn(PaymentOrder order) {
        return "42000" + order.orderNo();
    }
}
