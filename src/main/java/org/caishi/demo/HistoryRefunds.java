/** The one place where refunds of the past are given. */
package org.caishi.demo;

import java.util.List;
import org.caishi.payment.OrderNumber;
import org.springframework.stereotype.Component;

@OnlyInDemo
@Component
class HistoryRefunds {
    /** Called in the transaction of the batch that has booked the payments, before their day is closed. */
    void give(List<Given> refunds) {
        // Nothing can be given back yet; the seed draws whom it will be given to, so that the days stay the same then.
    }

    record Given(OrderNumber order, PastSale.Refund refund) {}
}
