/** A market of a test's own, written row by row, so that reports are tested on rows and not on the code that writes them. */
package org.caishi.report;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.market.Market;
import org.caishi.market.MarketKind;
import org.caishi.payment.OrderNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

final class SeededMarket {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static final long RECEIVABLE = 1;
    private static final long COMMISSION = 2;
    private static final long FEE = 3;
    private static final long SUBSIDY = 4;
    private static final long SUSPENSE = 5;
    private static final long ZONE = 1;

    final Market market;
    private final long id;
    private final JdbcTemplate jdbc;
    private final AtomicLong ids;

    private SeededMarket(Market market, JdbcTemplate jdbc) {
        this.market = market;
        this.id = market.marketId();
        this.jdbc = jdbc;
        this.ids = new AtomicLong(id * 1_000_000_000L);
    }

    static SeededMarket open(JdbcTemplate jdbc, long marketId, String code, String name, int dayCutHour) {
        Market market = new Market(marketId, code, name, MarketKind.FARMERS, "老街 1 号", SHANGHAI, dayCutHour, "12345");
        SeededMarket seeded = new SeededMarket(market, jdbc);
        jdbc.update("""
                insert into market_market (market_id, code, name, kind, address, time_zone, day_cut_hour,
                       complaint_phone, state)
                values (?, ?, ?, 'FARMERS', '老街 1 号', 'Asia/Shanghai', ?, '12345', 'OPEN')
                """, marketId, code, name, dayCutHour);
        jdbc.update("insert into market_zone values (?, ?, '蔬菜区', 1)", marketId, ZONE);
        seeded.account(RECEIVABLE, "channel_receivable", 0);
        seeded.account(COMMISSION, "market_commission", 0);
        seeded.account(FEE, "channel_fee", 0);
        seeded.account(SUBSIDY, "fee_subsidy", 0);
        seeded.account(SUSPENSE, "suspense", 0);
        return seeded;
    }

    private void account(long accountId, String kind, long owner) {
        jdbc.update(
                "insert into ledger_account values (?, ?, ?, ?, ?, '2026-01-01')",
                id,
                accountId,
                owner == 0 ? kind : kind + ":" + owner,
                kind,
                owner);
    }

    /** A stall with its vendor, both under one number; the vendor's account too. */
    void stall(long number, String stallNo, String tradeName, String stallState, String vendorState) {
        jdbc.update("""
                insert into market_vendor (market_id, vendor_id, trade_name, owner_masked, owner_sealed, phone_sealed,
                       phone_hash, phone_masked, category, licence_no, state, created_at)
                values (?, ?, ?, '王**', 'x', 'x', repeat('x', 32), '138****0000', '蔬菜', 'L1', ?, '2026-01-01')
                """, id, number, tradeName, vendorState);
        jdbc.update("""
                insert into market_stall (market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state)
                values (?, ?, ?, ?, ?, ?, 1, 1, ?)
                """, id, number, ZONE, stallNo, "VACANT".equals(stallState) ? null : number, number, stallState);
        account(1000 + number, "vendor_payable", number);
    }

    OrderNumber waiting(long stall, long fen, Instant createdAt) {
        return order(stall, fen, "WECHAT", "WAITING", createdAt, null, null, null);
    }

    private OrderNumber order(
            long stall,
            long fen,
            String channel,
            String state,
            Instant createdAt,
            @Nullable Instant paidAt,
            @Nullable LocalDate date,
            @Nullable Long weighing) {
        long no = ids.incrementAndGet();
        // Asked for the last time far ahead: the product around the test shall not go and ask the channel about it.
        jdbc.update(
                """
                insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene,
                       merchant_no, amount_fen, rule_id, state, created_at, expires_at, asked_at, asks, channel_txn,
                       paid_at, booked_at, business_date, refunded_fen)
                values (?, ?, ?, ?, 1, ?, ?, 'JSAPI', 'm1', ?, 1, ?, ?, ?, '2100-01-01', 99, ?, ?, ?, ?, 0)
                """,
                id,
                no,
                stall,
                stall,
                weighing,
                channel,
                fen,
                state,
                at(createdAt),
                at(createdAt.plusSeconds(900)),
                paidAt == null ? null : "T" + no,
                paidAt == null ? null : at(paidAt),
                paidAt == null ? null : at(paidAt.plusMillis(287)),
                date);
        return new OrderNumber(id, no);
    }

    /** A paid order with its journal, shares and hour: 1 % commission, 1 % fee, borne by the vendor or by the market. */
    OrderNumber paid(long stall, long fen, String channel, Instant paidAt, boolean subsidised) {
        return paid(stall, fen, channel, paidAt, subsidised, null);
    }

    OrderNumber paid(
            long stall, long fen, String channel, Instant paidAt, boolean subsidised, @Nullable Long weighing) {
        LocalDate date = market.day().dateOf(paidAt);
        OrderNumber number = order(stall, fen, channel, "PAID", paidAt.minusMillis(4_200), paidAt, date, weighing);
        long commission = fen / 100;
        long fee = fen / 100;
        long subsidy = subsidised ? fee : 0;
        long vendor = fen - commission - fee + subsidy;
        journal(number.orderNo(), date, paidAt, stall, fen, vendor, commission, fee, subsidy);
        share(number.orderNo(), 1, stall, "VENDOR", vendor, date);
        share(number.orderNo(), 2, stall, "MARKET", commission, date);
        share(number.orderNo(), 3, stall, "CHANNEL", fee, date);
        if (subsidised) {
            share(number.orderNo(), 4, stall, "SUBSIDY", -subsidy, date);
        }
        jdbc.update("""
                insert into payment_hour (market_id, business_date, stall_id, hour_of_day, channel, payments, amount_fen)
                values (?, ?, ?, ?, ?, 1, ?)
                on duplicate key update payments = payments + 1, amount_fen = amount_fen + values(amount_fen)
                """, id, date, stall, market.day().hourOf(paidAt), channel, fen);
        return number;
    }

    private void journal(
            long no,
            LocalDate date,
            Instant at,
            long vendorNo,
            long fen,
            long vendor,
            long commission,
            long fee,
            long subsidy) {
        jdbc.update(
                "insert into ledger_journal values (?, ?, ?, 'PAYMENT', ?, ?)",
                id,
                no,
                "pay:" + no,
                date,
                at(at.plusMillis(290)));
        entry(no, 1, RECEIVABLE, fen, date);
        entry(no, 2, 1000 + vendorNo, -vendor, date);
        entry(no, 3, COMMISSION, -commission, date);
        entry(no, 4, FEE, -fee, date);
        if (subsidy > 0) {
            entry(no, 5, SUBSIDY, subsidy, date);
        }
    }

    private void entry(long journal, int line, long account, long fen, LocalDate date) {
        jdbc.update("insert into ledger_entry values (?, ?, ?, ?, ?, ?)", id, journal, line, account, fen, date);
    }

    private void share(long no, int line, long stall, String party, long fen, LocalDate date) {
        jdbc.update("""
                insert into settlement_share (market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party,
                       amount_fen, business_date)
                values (?, ?, ?, 'PAYMENT', ?, ?, ?, ?, ?, ?)
                """, id, no, line, no, stall, stall, party, fen, date);
    }

    /** A weighing of two goods, half the total each. */
    long weighing(long stall, long totalFen, Instant weighedAt, String state) {
        long no = ids.incrementAndGet();
        jdbc.update(
                """
                insert into scale_weighing (market_id, weighing_id, stall_id, vendor_id, device_id, device_seq, source,
                       total_fen, state, weighed_at, received_at, business_date, order_no, settled_at)
                values (?, ?, ?, ?, ?, ?, 'SALE', ?, ?, ?, ?, ?, null, null)
                """,
                id,
                no,
                stall,
                stall,
                stall,
                no,
                totalFen,
                state,
                at(weighedAt),
                at(weighedAt.plusMillis(120)),
                market.day().dateOf(weighedAt));
        for (int line = 1; line <= 2; line++) {
            jdbc.update("""
                    insert into scale_weighing_item (market_id, weighing_id, line_no, good_id, plu, name, net_grams,
                           tare_grams, fen_per_kg, amount_fen)
                    values (?, ?, ?, null, ?, ?, 488, 12, 2560, ?)
                    """, id, no, line, line, line == 1 ? "上海青" : "西红柿", totalFen / 2);
        }
        return no;
    }

    void notice(OrderNumber order, long fen, Instant at) {
        jdbc.update("""
                insert into payment_notice (market_id, notice_id, channel, channel_txn, order_no, source, amount_fen,
                       received_at, outcome)
                values (?, ?, 'WECHAT', ?, ?, 'NOTICE', ?, ?, 'BOOKED')
                """, id, ids.incrementAndGet(), "T" + order.orderNo(), order.orderNo(), fen, at(at));
    }

    void announcement(OrderNumber order, long stall, long fen, Instant at, String state) {
        boolean spoken = "SPOKEN".equals(state);
        jdbc.update(
                """
                insert into speaker_announcement (market_id, announcement_id, stall_id, device_id, event, subject_no,
                       channel, amount_fen, text, state, created_at, expires_at, sent_at, acked_at, ended_at, attempts)
                values (?, ?, ?, ?, 'RECEIVED', ?, 'WECHAT', ?, '微信收款十二点五元', ?, ?, ?, ?, ?, ?, 1)
                """,
                id,
                ids.incrementAndGet(),
                stall,
                1000 + stall,
                order.orderNo(),
                fen,
                state,
                at(at),
                at(at.plusSeconds(60)),
                spoken ? at(at.plusMillis(31)) : null,
                spoken ? at(at.plusMillis(75)) : null,
                spoken ? at(at.plusMillis(2_875)) : null);
    }

    void suspense(long fen, String state, Instant at) {
        long no = ids.incrementAndGet();
        jdbc.update("""
                insert into payment_suspense (market_id, suspense_id, channel, channel_txn, order_text, merchant_no,
                       amount_fen, reason, state, booked_at, business_date)
                values (?, ?, 'WECHAT', ?, 'X', 'm1', ?, 'ORDER_CLOSED', ?, ?, ?)
                """, id, no, "S" + no, fen, state, at(at), market.day().dateOf(at));
        jdbc.update(
                "insert into ledger_journal values (?, ?, ?, 'SUSPENSE', ?, ?)",
                id,
                no,
                "suspense:WECHAT:S" + no,
                market.day().dateOf(at),
                at(at));
        entry(no, 1, RECEIVABLE, fen, market.day().dateOf(at));
        entry(no, 2, SUSPENSE, -fen, market.day().dateOf(at));
    }

    void device(long deviceId, String kind, String serial, long stall, @Nullable Instant seen) {
        jdbc.update("""
                insert into device_device (market_id, device_id, serial, kind, maker, model, protocol, link, address,
                       settings, stall_id, key_sealed, state, verified_until, last_seen_at, created_at)
                values (?, ?, ?, ?, '耀华', 'XK3190', 'yaohua-tf0', 'TCP_IN', '', '', ?, 'x', 'ACTIVE', null, ?, '2026-01-01')
                """, id, deviceId, serial, kind, stall, seen == null ? null : at(seen));
    }

    /** Closes a date by the shares, as the day's close does. */
    void close(LocalDate date, Instant at) {
        jdbc.update("""
                insert into settlement_statement (market_id, business_date, stall_id, vendor_id, statement_id, payments,
                       gross_fen, refund_fen, fee_fen, subsidy_fen, commission_fen, net_fen)
                select market_id, business_date, stall_id, vendor_id, stall_id,
                       sum(party = 'VENDOR'), sum(amount_fen), 0,
                       sum(case when party in ('CHANNEL', 'SUBSIDY') then amount_fen else 0 end),
                       sum(case when party = 'SUBSIDY' then -amount_fen else 0 end),
                       sum(case when party = 'MARKET' then amount_fen else 0 end),
                       sum(case when party = 'VENDOR' then amount_fen else 0 end)
                  from settlement_share
                 where market_id = ? and business_date = ?
                 group by market_id, business_date, stall_id, vendor_id
                """, id, date);
        jdbc.update("""
                insert into settlement_day (market_id, business_date, closed_at, payments, gross_fen, refund_fen, fee_fen,
                       commission_fen, net_fen)
                select market_id, business_date, ?, sum(payments), sum(gross_fen), sum(refund_fen), sum(fee_fen),
                       sum(commission_fen), sum(net_fen)
                  from settlement_statement
                 where market_id = ? and business_date = ?
                 group by market_id, business_date
                """, at(at), id, date);
    }

    /** What the payments of a date post to one kind of account, debit positive. */
    long ledger(LocalDate date, String accountKind) {
        Long fen = jdbc.queryForObject("""
                select coalesce(sum(e.amount_fen), 0)
                  from ledger_entry e
                  join ledger_account a on a.market_id = e.market_id and a.account_id = e.account_id
                  join ledger_journal j on j.market_id = e.market_id and j.journal_id = e.journal_id
                 where e.market_id = ? and e.business_date = ? and a.kind = ? and j.kind = 'PAYMENT'
                """, Long.class, id, date, accountKind);
        return fen == null ? 0 : fen;
    }

    /** Debits less credits of the whole market: zero, or the test has no books to stand on. */
    long trialBalance() {
        Long fen = jdbc.queryForObject(
                "select coalesce(sum(amount_fen), 0) from ledger_entry where market_id = ?", Long.class, id);
        return fen == null ? 0 : fen;
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }
}
