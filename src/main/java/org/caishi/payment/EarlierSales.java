/** Enters sales of earlier days: through the door of every payment, with the times of then. */
package org.caishi.payment;

import java.util.ArrayList;
import java.util.List;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.PaidNotice.Source;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The market's calendar must be open for those days; no speaker and no page is told. */
@Component
public class EarlierSales {
    private final NewOrders newOrders;
    private final BookingRows rows;
    private final Completion completion;

    EarlierSales(NewOrders newOrders, BookingRows rows, Completion completion) {
        this.newOrders = newOrders;
        this.rows = rows;
        this.completion = completion;
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
