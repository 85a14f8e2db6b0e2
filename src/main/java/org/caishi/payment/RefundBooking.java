/** Books a refund that the channel has done: the order or the suspense, the journal, the shares, what is said. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.caishi.channel.RefundNotice;
import org.caishi.ledger.Account;
import org.caishi.ledger.AccountKind;
import org.caishi.ledger.Journal;
import org.caishi.ledger.Ledger;
import org.caishi.market.Markets;
import org.caishi.payment.BookingRows.NoticeRow;
import org.caishi.platform.Ids;
import org.caishi.settlement.Shares;
import org.caishi.settlement.Split;
import org.caishi.settlement.SplitRules;
import org.caishi.speaker.AnnouncementOrder;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.speaker.Announcements;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Locks in the order of every booking: the market's calendar, the order (or suspense), then the refund. */
@Component
class RefundBooking {
    private final PaymentOrders orders;
    private final RefundRows refunds;
    private final SuspenseRows suspense;
    private final BookingRows rows;
    private final BookDays bookDays;
    private final SplitRules rules;
    private final Shares shares;
    private final Ledger ledger;
    private final Announcements announcements;
    private final Markets markets;
    private final Ids ids;

    RefundBooking(
            PaymentOrders orders,
            RefundRows refunds,
            SuspenseRows suspense,
            BookingRows rows,
            BookDays bookDays,
            SplitRules rules,
            Shares shares,
            Ledger ledger,
            Announcements announcements,
            Markets markets,
            Ids ids) {
        this.orders = orders;
        this.refunds = refunds;
        this.suspense = suspense;
        this.rows = rows;
        this.bookDays = bookDays;
        this.rules = rules;
        this.shares = shares;
        this.ledger = ledger;
        this.announcements = announcements;
        this.markets = markets;
        this.ids = ids;
    }

    /**
     * Within a transaction.
     *
     * @param order the order that the notice names; null when that is no number of ours
     * @param source {@code NOTICE} or {@code QUERY}
     * @param now when it is booked
     */
    RefundOutcome book(long marketId, @Nullable OrderNumber order, RefundNotice notice, String source, Instant now) {
        LocalDate date = bookDays.hold(marketId).dateOf(notice.at());
        Optional<Refund> asked = known(marketId, notice);
        Long orderNo = asked.map(Refund::orderNo).orElse(order == null ? null : order.orderNo());
        PaymentOrder current = orderNo == null
                        || asked.isPresent() && asked.get().suspenseId() != null
                ? null
                : orders.lock(marketId, List.of(orderNo)).stream().findFirst().orElse(null);
        if (current == null || !notice.channelTxn().equals(current.channelTxn())) {
            return current != null && current.state() == OrderState.WAITING
                    ? new RefundOutcome.TooEarly(current.number())
                    : bookSuspense(marketId, asked, notice, date, source, now);
        }
        return bookOrder(current, asked, notice, date, source, now);
    }

    /** By our own number, else as one that was made at the channel's desk and is told again. */
    private Optional<Refund> known(long marketId, RefundNotice notice) {
        return OrderNumber.parse(notice.refundNo())
                .filter(number -> number.marketId() == marketId)
                .flatMap(number -> refunds.find(marketId, number.orderNo()))
                .or(() -> refunds.byRequest(marketId, deskRequest(notice)));
    }

    private static String deskRequest(RefundNotice notice) {
        return "desk:" + notice.channel() + ":" + notice.channelRefund();
    }

    private RefundOutcome bookOrder(
            PaymentOrder order,
            Optional<Refund> asked,
            RefundNotice notice,
            LocalDate date,
            String source,
            Instant now) {
        Optional<Refund> held = asked.flatMap(refund -> refunds.lock(refund.marketId(), refund.refundNo()));
        if (held.isPresent() && held.get().state() == Refund.State.DONE) {
            return new RefundOutcome.AlreadyBooked();
        }
        if (!order.merchantNo().equals(notice.merchantNo()) || order.channel() != notice.channel()) {
            return new RefundOutcome.NotOurs("another merchant than the order's");
        }
        if (held.isPresent() && held.get().amountFen() != notice.back().fen()) {
            return new RefundOutcome.NotOurs("another sum than was asked for");
        }
        long refunded = order.refundedFen() + notice.back().fen();
        if (!notice.back().isPositive() || refunded > order.amountFen()) {
            return new RefundOutcome.NotOurs("more than the order has left");
        }
        Refund refund = held.orElseGet(() -> madeAtDesk(order, null, notice, now));
        mark(order, refund, notice.channelRefund(), notice.at(), date, now);
        post(order, refund, date, now);
        announcements.write(List.of(new AnnouncementOrder(
                order.marketId(),
                order.stallId(),
                AnnouncementOrder.Event.REFUNDED,
                refund.refundNo(),
                Wallet.ofChannel(order.channel().name()),
                refund.amount(),
                now)));
        keep(refund, order.orderNo(), notice.channelRefund(), now, source);
        return new RefundOutcome.Booked(refund.number(), order.number());
    }

    /**
     * Books a sale for cash that the vendor has taken back; within a transaction that holds the calendar and has locked
     * the order. Nothing was split, owed or announced, so only the sale itself is turned round.
     */
    void bookCash(PaymentOrder order, Refund refund, LocalDate date, Instant now) {
        mark(order, refund, "", now, date, now);
        ledger.post(List.of(new Journal(
                order.marketId(),
                "refund:" + refund.refundNo(),
                "CASH_REFUND",
                date,
                now,
                new Journal.Lines()
                        .debit(new Account(AccountKind.CASH_SALES, order.vendorId()), refund.amount())
                        .credit(new Account(AccountKind.CASH_WITH_VENDOR, order.vendorId()), refund.amount())
                        .done())));
        keep(refund, order.orderNo(), refund.requestId(), now, "CASH");
    }

    /** What every refund of an order changes beside the journal. */
    private void mark(
            PaymentOrder order, Refund refund, String channelRefund, Instant at, LocalDate date, Instant now) {
        long refunded = order.refundedFen() + refund.amountFen();
        OrderState state = refunded == order.amountFen() ? OrderState.REFUNDED : OrderState.PART_REFUNDED;
        refunds.done(refund.marketId(), refund.refundNo(), channelRefund, at, now, date);
        refunds.markOrder(order.marketId(), order.orderNo(), refunded, state);
        refunds.addHour(
                order.marketId(),
                date,
                order.stallId(),
                markets.byId(order.marketId()).day().hourOf(at),
                order.channel(),
                refund.amountFen());
    }

    /** Each party gives back its part of this refund, computed over all refunds of the order so far. */
    private void post(PaymentOrder order, Refund refund, LocalDate date, Instant now) {
        Money before = Money.ofFen(order.refundedFen());
        Split taken = Split.of(order.amount(), rules.byId(order.marketId(), order.ruleId()))
                .takenBack(before, before.plus(refund.amount()));
        ledger.post(List.of(new Journal(
                order.marketId(),
                "refund:" + refund.refundNo(),
                "REFUND",
                date,
                now,
                new Journal.Lines()
                        .debit(Account.vendor(order.vendorId()), taken.vendor())
                        .debit(Account.of(AccountKind.MARKET_COMMISSION), taken.commission())
                        .debit(Account.of(AccountKind.CHANNEL_FEE), taken.channelFee())
                        .credit(Account.of(AccountKind.FEE_SUBSIDY), taken.subsidy())
                        .credit(Account.of(AccountKind.CHANNEL_RECEIVABLE), refund.amount())
                        .done())));
        shares.write(Shares.back(
                taken, order.marketId(), refund.refundNo(), order.orderNo(), order.stallId(), order.vendorId(), date));
    }

    private RefundOutcome bookSuspense(
            long marketId, Optional<Refund> asked, RefundNotice notice, LocalDate date, String source, Instant now) {
        Optional<Suspense> owed = suspense.byTxn(marketId, notice.channel(), notice.channelTxn())
                .flatMap(row -> suspense.lock(marketId, row.suspenseId()));
        Optional<Refund> held = asked.flatMap(refund -> refunds.lock(marketId, refund.refundNo()));
        if (held.isPresent() && held.get().state() == Refund.State.DONE) {
            return new RefundOutcome.AlreadyBooked();
        }
        if (owed.isEmpty()) {
            return new RefundOutcome.NotOurs("no payment of this number is in the books");
        }
        Suspense row = owed.get();
        if (row.state() != Suspense.State.OWED_BACK
                || row.amountFen() != notice.back().fen()
                || !row.merchantNo().equals(notice.merchantNo())) {
            return new RefundOutcome.NotOurs("not the money in suspense as it stands");
        }
        Refund refund = held.orElseGet(() -> madeAtDesk(null, row, notice, now));
        refunds.done(marketId, refund.refundNo(), notice.channelRefund(), notice.at(), now, date);
        suspense.end(marketId, row.suspenseId(), Suspense.State.REFUNDED, now, refund.askedBy(), null);
        ledger.post(List.of(new Journal(
                marketId,
                "refund:" + refund.refundNo(),
                "SUSPENSE_REFUND",
                date,
                now,
                new Journal.Lines()
                        .debit(Account.of(AccountKind.SUSPENSE), row.amount())
                        .credit(Account.of(AccountKind.CHANNEL_RECEIVABLE), row.amount())
                        .done())));
        keep(refund, null, notice.channelRefund(), now, source);
        return new RefundOutcome.Booked(refund.number(), null);
    }

    /** Somebody gave the money back at the channel's own desk: the row that nobody asked for here. */
    private Refund madeAtDesk(@Nullable PaymentOrder order, @Nullable Suspense row, RefundNotice notice, Instant now) {
        long marketId =
                order != null ? order.marketId() : Objects.requireNonNull(row).marketId();
        Refund refund = new Refund(
                marketId,
                ids.next(marketId),
                deskRequest(notice),
                order == null ? null : order.orderNo(),
                row == null ? null : row.suspenseId(),
                order == null ? 0 : order.stallId(),
                order == null ? 0 : order.vendorId(),
                notice.channel(),
                notice.channelTxn(),
                notice.merchantNo(),
                order == null ? Objects.requireNonNull(row).amountFen() : order.amountFen(),
                notice.back().fen(),
                "",
                Refund.State.ASKED,
                null,
                now,
                null,
                0,
                null,
                "",
                null);
        refunds.add(refund);
        return refund;
    }

    private void keep(Refund refund, @Nullable Long orderNo, String number, Instant now, String source) {
        rows.addNotice(new NoticeRow(
                refund.marketId(),
                ids.next(refund.marketId()),
                refund.channel(),
                number,
                orderNo,
                source,
                -refund.amountFen(),
                now,
                "REFUNDED"));
        rows.flush();
    }
}
