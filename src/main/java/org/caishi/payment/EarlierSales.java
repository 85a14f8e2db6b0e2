/** Enters sales of earlier days: through the door of every payment, with the times of then. */
package org.caishi.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.PaidNotice.Source;
import org.caishi.channel.RefundNotice;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The market's calendar must be open for those days; no speaker and no page is told. */
@Component
public class EarlierSales {
    private final NewOrders newOrders;
    private final BookingRows rows;
    private final Completion completion;
    private final PaymentOrders orders;
    private final RefundBooking refunds;

    EarlierSales(
            NewOrders newOrders, BookingRows rows, Completion completion, PaymentOrders orders, RefundBooking refunds) {
        this.newOrders = newOrders;
        this.rows = rows;
        this.completion = completion;
        this.orders = orders;
        this.refunds = refunds;
    }

    /**
     * Enters sales in the caller's transaction: all or none.
     *
     * @return their order numbers, in the same order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<OrderNumber> enter(List<EarlierSale> sales) {
        List<OrderNumber> numbers = new ArrayList<>(sales.size());
        List<Incoming> payments = new ArrayList<>(sales.size());
        for (EarlierSale sale : sales) {
            PaymentOrder order = newOrders.order(
                    sale.holder(),
                    new NewOrders.Wanted(sale.amount(), sale.weighingId(), sale.channel(), sale.scene()),
                    sale.merchantNo(),
                    sale.paid() == null ? OrderState.CLOSED : OrderState.WAITING,
                    sale.openedAt());
            rows.addOrder(order);
            numbers.add(order.number());
            if (sale.paid() != null) {
                payments.add(new Incoming(order.marketId(), order.number(), notice(order, sale.paid())));
            }
        }
        rows.flush();
        completion.enterEarlier(payments);
        return numbers;
    }

    /** Gives back a part of an earlier sale, as the channel's own desk would have told it then; in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBack(OrderNumber number, Money amount, Instant at) {
        PaymentOrder order = orders.find(number.marketId(), number.orderNo()).orElseThrow();
        String txn = Objects.requireNonNull(order.channelTxn());
        RefundNotice notice = new RefundNotice(
                order.channel(),
                "desk",
                "50300" + txn.substring(5),
                number.toString(),
                txn,
                order.merchantNo(),
                amount,
                at);
        RefundOutcome outcome = refunds.book(number.marketId(), number, notice, "NOTICE", at);
        if (!(outcome instanceof RefundOutcome.Booked)) {
            throw new IllegalStateException("a refund of the past was not booked: " + outcome);
        }
    }

    private static PaidNotice notice(PaymentOrder order, EarlierSale.Paid paid) {
        return new PaidNotice(
                order.channel(),
                paid.channelTxn(),
                order.number().toString(),
                order.merchantNo(),
                order.amount(),
                "CNY",
                paid.at(),
                paid.knownAt(),
                order.channel() == ChannelName.CASH ? Source.CASH : Source.NOTICE);
    }
}
