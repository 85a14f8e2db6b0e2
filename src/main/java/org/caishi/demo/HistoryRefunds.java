/** The one place where refunds of the past are given. */
package org.caishi.demo;

import java.util.List;
import org.caishi.payment.EarlierSales;
import org.caishi.payment.OrderNumber;
import org.springframework.stereotype.Component;

@OnlyInDemo
@Component
class HistoryRefunds {
    private final EarlierSales sales;

    HistoryRefunds(EarlierSales sales) {
        this.sales = sales;
    }

    /** Called in the transaction of the batch that has booked the payments, before their day is closed. */
    void give(List<Given> refunds) {
        refunds.forEach(given -> sales.giveBack(
                given.order(), given.refund().amount(), given.refund().at()));
    }

    record Given(OrderNumber order, PastSale.Refund refund) {}
}
