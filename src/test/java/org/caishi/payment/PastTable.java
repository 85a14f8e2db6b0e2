/** One table's rows of past payments, as lines of tab-separated text for the database's own loader. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.caishi.ledger.Account;
import org.caishi.ledger.Journal;
import org.caishi.settlement.Share;
import org.caishi.settlement.Shares;
import org.caishi.settlement.Split;
import org.caishi.speaker.AnnouncementOrder.Event;
import org.caishi.speaker.AnnouncementText;
import org.caishi.speaker.AnnouncementText.Wallet;

/**
 * The rows that {@link Booking} writes: the journal and the shares are made by its own code.
 *
 * @param columns in the order of the lines
 * @param lines writes a day's rows, in the order of the primary key within a market
 */
record PastTable(String name, String columns, Lines lines) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    /** An account by its name. */
    record MarketAccount(long marketId, Account account) {}

    interface Lines {
        void write(List<JustPaid> day, Text text);
    }

    /**
     * @param accounts the ids of every account that a payment touches
     */
    static List<PastTable> all(PastPayments past, Map<MarketAccount, Long> accounts) {
        return List.of(
                new PastTable(
                        "payment_order",
                        "market_id, order_no, stall_id, vendor_id, plate_id, channel, scene, merchant_no, amount_fen,"
                                + " rule_id, state, created_at, expires_at, asks, channel_txn, paid_at, booked_at,"
                                + " business_date, refunded_fen",
                        (day, text) -> day.forEach(just -> order(just, text))),
                new PastTable(
                        "payment_notice",
                        "market_id, notice_id, channel, channel_txn, order_no, source, amount_fen, received_at, outcome",
                        (day, text) -> day.forEach(just -> notice(just, text))),
                new PastTable(
                        "payment_hour",
                        "market_id, business_date, stall_id, hour_of_day, channel, payments, amount_fen",
                        PastTable::hours),
                new PastTable(
                        "ledger_journal",
                        "market_id, journal_id, business_key, kind, business_date, posted_at",
                        (day, text) -> day.forEach(just -> journal(just, past, text))),
                new PastTable(
                        "ledger_entry",
                        "market_id, journal_id, line_no, account_id, amount_fen, business_date",
                        (day, text) -> day.forEach(just -> entries(just, past, accounts, text))),
                new PastTable(
                        "settlement_share",
                        "market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party, amount_fen,"
                                + " business_date",
                        (day, text) -> day.forEach(just -> shares(just, past, text))),
                new PastTable(
                        "speaker_announcement",
                        "market_id, announcement_id, stall_id, device_id, event, subject_no, channel, amount_fen, text,"
                                + " state, created_at, expires_at, ended_at, attempts",
                        (day, text) -> day.forEach(just -> announcement(just, text))));
    }

    private static void order(JustPaid just, Text text) {
        PaymentOrder order = just.order();
        text.line(
                order.marketId(),
                order.orderNo(),
                order.stallId(),
                order.vendorId(),
                order.plateId(),
                order.channel(),
                order.scene(),
                order.merchantNo(),
                order.amountFen(),
                order.ruleId(),
                order.state(),
                order.createdAt(),
                order.expiresAt(),
                order.asks(),
                String.valueOf(order.channelTxn()),
                just.bookedAt(),
                just.bookedAt(),
                just.businessDate(),
                order.refundedFen());
    }

    private static void notice(JustPaid just, Text text) {
        PaymentOrder order = just.order();
        text.line(
                order.marketId(),
                order.orderNo(),
                order.channel(),
                String.valueOf(order.channelTxn()),
                order.orderNo(),
                "NOTICE",
                order.amountFen(),
                just.bookedAt(),
                "BOOKED");
    }

    private static void hours(List<JustPaid> day, Text text) {
        record Hour(long marketId, long stallId, int hour) {}
        record Sum(int payments, long fen) {}
        Map<Hour, Sum> hours = new TreeMap<>(Comparator.comparing(Hour::marketId)
                .thenComparing(Hour::stallId)
                .thenComparing(Hour::hour));
        for (JustPaid just : day) {
            PaymentOrder order = just.order();
            hours.merge(
                    new Hour(order.marketId(), order.stallId(), PastPayments.hourOf(just)),
                    new Sum(1, order.amountFen()),
                    (one, other) -> new Sum(one.payments + other.payments, one.fen + other.fen));
        }
        hours.forEach((hour, sum) -> text.line(
                hour.marketId,
                day.getFirst().businessDate(),
                hour.stallId,
                hour.hour,
                "WECHAT",
                sum.payments,
                sum.fen));
    }

    private static void journal(JustPaid just, PastPayments past, Text text) {
        Journal journal = PaidOrders.journal(just, split(just, past));
        text.line(
                journal.marketId(),
                just.order().orderNo(),
                journal.businessKey(),
                journal.kind(),
                journal.businessDate(),
                journal.postedAt());
    }

    private static void entries(JustPaid just, PastPayments past, Map<MarketAccount, Long> accounts, Text text) {
        Journal journal = PaidOrders.journal(just, split(just, past));
        int line = 1;
        for (Journal.Line entry : journal.lines()) {
            text.line(
                    journal.marketId(),
                    just.order().orderNo(),
                    line++,
                    Objects.requireNonNull(accounts.get(new MarketAccount(journal.marketId(), entry.account()))),
                    entry.amount().fen(),
                    journal.businessDate());
        }
    }

    private static void shares(JustPaid just, PastPayments past, Text text) {
        PaymentOrder order = just.order();
        for (Share share : Shares.of(
                split(just, past),
                order.marketId(),
                order.orderNo(),
                order.stallId(),
                order.vendorId(),
                just.businessDate())) {
            text.line(
                    share.marketId(),
                    share.sourceNo(),
                    share.lineNo(),
                    share.kind(),
                    share.orderNo(),
                    share.stallId(),
                    share.vendorId(),
                    share.party(),
                    share.amount().fen(),
                    share.businessDate());
        }
    }

    private static void announcement(JustPaid just, Text text) {
        PaymentOrder order = just.order();
        text.line(
                order.marketId(),
                order.orderNo(),
                order.stallId(),
                0,
                Event.RECEIVED,
                order.orderNo(),
                Wallet.WECHAT,
                order.amountFen(),
                AnnouncementText.received(Wallet.WECHAT, order.amount(), Locale.CHINESE),
                "EXPIRED",
                just.bookedAt(),
                just.bookedAt().plusSeconds(30),
                just.bookedAt(),
                0);
    }

    private static Split split(JustPaid just, PastPayments past) {
        return Split.of(just.order().amount(), past.rule(just.order()));
    }

    /** Lines in the making. */
    static final class Text {
        private final StringBuilder lines = new StringBuilder(1 << 23);

        void line(Object... values) {
            for (Object value : values) {
                if (value instanceof Instant at) {
                    TIME.formatTo(LocalDateTime.ofInstant(at, ZoneOffset.UTC), lines);
                } else {
                    lines.append(value);
                }
                lines.append('\t');
            }
            lines.setCharAt(lines.length() - 1, '\n');
        }

        @Override
        public String toString() {
            return lines.toString();
        }
    }
}
