/** Takes sales for cash back: the vendor has given the money out of the drawer, and the books are told. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.units.Money;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** No channel is asked and none answers, so it is asked for, done and booked in one transaction. */
@Component
class CashRefunds {
    private final PaymentOrders orders;
    private final RefundRows rows;
    private final Refunds refunds;
    private final RefundBooking booking;
    private final BookDays bookDays;
    private final PaidNews news;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Clock clock;

    CashRefunds(
            PaymentOrders orders,
            RefundRows rows,
            Refunds refunds,
            RefundBooking booking,
            BookDays bookDays,
            PaidNews news,
            AuditTrail audit,
            Transactions transactions,
            Clock clock) {
        this.orders = orders;
        this.rows = rows;
        this.refunds = refunds;
        this.booking = booking;
        this.bookDays = bookDays;
        this.news = news;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Books what was given back of a sale for cash, or finds what this request has booked before.
     *
     * @param requestId made by the page, the same for every try
     * @param who the vendor who sold it, as the caller has made sure
     * @throws BadInput when the sale has not so much left, or is too old
     * @throws NotFound when there is no such sale for cash
     */
    Refund takeBack(OrderNumber number, Money back, String reason, String requestId, Person who) {
        try {
            Refund refund = transactions.run(() -> book(number, back, reason, requestId, who));
            orders.find(number.marketId(), number.orderNo()).ifPresent(news::tellRefund);
            return refund;
        } catch (DuplicateKeyException usedForAnother) {
            throw new BadInput("payment.refund.request.used");
        }
    }

    private Refund book(OrderNumber number, Money back, String reason, String requestId, Person who) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate date = bookDays.hold(number.marketId()).dateOf(now);
        PaymentOrder order = orders.lock(number.marketId(), List.of(number.orderNo())).stream()
                .filter(PaymentOrder::inCash)
                .findFirst()
                .orElseThrow(() -> new NotFound("sale for cash " + number));
        return refunds.told(order, requestId).orElseGet(() -> {
            refunds.requireLeft(order, back);
            Refund refund = refunds.refund(order, back, reason, requestId, who);
            rows.add(refund);
            booking.bookCash(order, refund, date, now);
            audit.record(order.marketId(), who, "refund.cash", "order " + number, back + " of " + order.amount());
            return rows.find(refund.marketId(), refund.refundNo()).orElseThrow();
        });
    }
}
