/** Sees to it that the books say the same as the channel about charges that were undone there. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.RefundNotice;
import org.caishi.platform.Transactions;
import org.caishi.units.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * To cancel a charge by the payer's code gives back what was paid, and the payment's own notice may come before, between or
 * after. So a row is written before the channel is asked to cancel, and stays open until what the channel says afterwards is
 * in the books: money of a sale is booked as a refund of the sale; money that no order took goes through suspense, in and out.
 * Each step may run again, and whoever is killed between two of them finds the row.
 */
@Component
class Undoings {
    private static final Logger LOG = LoggerFactory.getLogger(Undoings.class);

    /** By then no cancelling of ours is on its way any more: what is paid stays paid. */
    private static final Duration LONGEST_ON_ITS_WAY = Duration.ofMinutes(1);

    private final UndoingRows rows;
    private final PaymentOrders orders;
    private final RefundRows refunds;
    private final SuspenseRows suspense;
    private final Completion completion;
    private final RefundBooking booking;
    private final PaidNews news;
    private final Transactions transactions;
    private final Clock clock;

    Undoings(
            UndoingRows rows,
            PaymentOrders orders,
            RefundRows refunds,
            SuspenseRows suspense,
            Completion completion,
            RefundBooking booking,
            PaidNews news,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.orders = orders;
        this.refunds = refunds;
        this.suspense = suspense;
        this.completion = completion;
        this.booking = booking;
        this.news = news;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Before the channel is asked to cancel; false when the order waits no longer, and is not to be cancelled. */
    boolean begin(PaymentOrder order) {
        return transactions.run(() -> {
            boolean waits = orders.lock(order.marketId(), List.of(order.orderNo())).stream()
                    .anyMatch(current -> current.state() == OrderState.WAITING);
            if (waits) {
                write(order);
            }
            return waits;
        });
    }

    /** The channel says that all of a payment went back: the order takes it no more, and both go into the books. */
    void wentBack(PaymentOrder order, PaidNotice paid) {
        if (rows.find(order.marketId(), order.orderNo()).isEmpty()) {
            write(order);
        }
        orders.close(order.marketId(), order.orderNo());
        completion.settle(paid);
        bookBack(order);
    }

    /** The channel says that nothing is paid under the number, and nothing will be: what is in the books went back. */
    void isOver(PaymentOrder order) {
        orders.close(order.marketId(), order.orderNo());
        bookBack(order);
    }

    /** The channel never heard of it: it takes no money, and none is taken out of the books. */
    void neverWas(PaymentOrder order) {
        orders.close(order.marketId(), order.orderNo());
        orders.find(order.marketId(), order.orderNo())
                .filter(current -> current.state() == OrderState.CLOSED)
                .ifPresent(closed -> end(closed, Undoing.State.NOTHING));
    }

    /** The channel says that it is paid: for good once no cancelling can be on its way. */
    void isPaid(PaymentOrder order) {
        rows.find(order.marketId(), order.orderNo())
                .filter(undoing -> undoing.sentAt().plus(LONGEST_ON_ITS_WAY).isBefore(clock.instant()))
                .ifPresent(undoing -> end(order, Undoing.State.KEPT));
    }

    /** Those about which the channel is to be asked now, beside the orders that wait. */
    List<Undoing> due(long marketId, Instant now, int limit) {
        List<Undoing> due = new ArrayList<>(rows.due(marketId, now, limit));
        due.addAll(rows.turnedUp(marketId, now, limit));
        return due;
    }

    /** The order of one that is asked about now. */
    Optional<PaymentOrder> takeTurn(Undoing undoing) {
        rows.turn(undoing.marketId(), undoing.orderNo(), undoing.nextTurn(clock.instant()));
        return orders.find(undoing.marketId(), undoing.orderNo());
    }

    private void write(PaymentOrder order) {
        Instant now = clock.instant();
        rows.begin(new Undoing(
                order.marketId(),
                order.orderNo(),
                order.number().toString(),
                now,
                Undoing.State.OPEN,
                0,
                now.plus(Undoing.FIRST_WAIT)));
    }

    /** Read anew after the channel has spoken: a refund of ours was written before the channel could have done it. */
    private void bookBack(PaymentOrder order) {
        Undoing undoing = rows.find(order.marketId(), order.orderNo()).orElse(null);
        PaymentOrder current = orders.find(order.marketId(), order.orderNo()).orElse(null);
        if (undoing == null || current == null) {
            return;
        }
        switch (current.state()) {
            case PAID, PART_REFUNDED -> bookRefund(current, undoing);
            case REFUNDED -> end(current, Undoing.State.BACK);
            case CLOSED -> bookSuspense(current, undoing);
            case WAITING -> {}
        }
    }

    private void bookRefund(PaymentOrder order, Undoing undoing) {
        boolean asked = refunds.ofOrder(order.marketId(), order.orderNo()).stream()
                .anyMatch(refund -> refund.state() == Refund.State.ASKED);
        if (asked) {
            return;
        }
        String txn = order.channelTxn();
        if (txn != null
                && isBooked(
                        order, back(order, undoing, order.number(), txn, order.amountFen() - order.refundedFen()))) {
            LOG.warn("the payment of order {} was undone at the channel; it is booked as given back", order.number());
            orders.find(order.marketId(), order.orderNo()).ifPresent(news::tellRefund);
            end(order, Undoing.State.BACK);
        }
    }

    private void bookSuspense(PaymentOrder order, Undoing undoing) {
        List<Suspense> owed = suspense.owedOfOrder(order.marketId(), undoing.orderText(), order.merchantNo());
        boolean done = true;
        for (Suspense row : owed) {
            OrderNumber number = new OrderNumber(row.marketId(), row.suspenseId());
            done &= refunds.heldOfSuspense(row.marketId(), row.suspenseId()) == 0
                    && isBooked(order, back(order, undoing, number, row.channelTxn(), row.amountFen()));
        }
        if (done) {
            boolean none = owed.isEmpty() && undoing.state() != Undoing.State.BACK;
            end(order, none ? Undoing.State.NOTHING : Undoing.State.BACK);
        }
    }

    private boolean isBooked(PaymentOrder order, RefundNotice notice) {
        RefundOutcome outcome = transactions.run(
                () -> booking.book(order.marketId(), order.number(), notice, "QUERY", clock.instant()));
        return switch (outcome) {
            case RefundOutcome.Booked booked -> true;
            case RefundOutcome.AlreadyBooked already -> true;
            case RefundOutcome.TooEarly early -> false;
            case RefundOutcome.NotOurs(String why) -> {
                LOG.warn(
                        "what was undone of order {} is not booked ({}); a later round looks again",
                        order.number(),
                        why);
                yield false;
            }
        };
    }

    /** Channels give an undoing no number of its own: it has one of ours, the same whenever it is told. */
    private static RefundNotice back(PaymentOrder order, Undoing undoing, OrderNumber of, String txn, long fen) {
        String number = "undone:" + of;
        return new RefundNotice(
                order.channel(),
                number,
                number,
                undoing.orderText(),
                txn,
                order.merchantNo(),
                Money.ofFen(fen),
                undoing.sentAt());
    }

    private void end(PaymentOrder order, Undoing.State state) {
        rows.end(order.marketId(), order.orderNo(), state);
    }
}
