/** Orders that wait to be paid, written as a checkout writes them but asked of no channel. */
package org.caishi.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Scene;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.settlement.SplitRules;
import org.caishi.testing.TestMarket;

record WaitingOrders(BookingRows rows, SplitRules rules, Transactions transactions, Ids ids) {
    private static final LocalDate RULED = LocalDate.EPOCH.plusDays(1);
    private static final Duration EXPIRES_AFTER = Duration.ofMinutes(15);

    /** An order that is in no table yet. */
    PaymentOrder unwritten(PlateHolder stall, long fen, Instant at) {
        long marketId = stall.market().marketId();
        return new PaymentOrder(
                marketId,
                ids.next(marketId),
                stall.stall().stallId(),
                stall.vendor().vendorId(),
                stall.plate().plateId(),
                null,
                ChannelName.WECHAT,
                Scene.NATIVE,
                TestMarket.merchantNo(stall.vendor()),
                fen,
                rules.inForce(marketId, RULED, 0, "", 0).ruleId(),
                OrderState.WAITING,
                at,
                at.plus(EXPIRES_AFTER),
                null,
                0,
                null,
                null,
                null,
                0);
    }

    /** In one transaction. */
    void write(List<PaymentOrder> orders) {
        transactions.run(() -> {
            orders.forEach(rows::addOrder);
            rows.flush();
        });
    }
}
