/** One payment as the vendor tells it from the others: its running number of the day, its time, its wallet, its sum. */
package org.caishi.report.phone;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.caishi.payment.OrderNumber;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param runningNo its rank among the payments of the stall's business date, from 1
 * @param refundedFen what of it was given back
 */
record Receipt(
        long marketId,
        long orderNo,
        long stallId,
        LocalDate businessDate,
        String channel,
        long amountFen,
        long refundedFen,
        @Nullable Long weighingId,
        Instant paidAt,
        int runningNo) {
    public String number() {
        return new OrderNumber(marketId, orderNo).toString();
    }

    public Money amount() {
        return Money.ofFen(amountFen);
    }

    public boolean inCash() {
        return channel.equals("CASH");
    }

    public Money refunded() {
        return Money.ofFen(refundedFen);
    }

    /** What can still be given back: neither given nor on its way. */
    Money left(List<GivenBack> refunds) {
        long held = refunds.stream()
                .filter(GivenBack::isUnderWay)
                .mapToLong(GivenBack::amountFen)
                .sum();
        return Money.ofFen(amountFen - refundedFen - held);
    }
}
