/** A row of {@code payment_order}. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Scene;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param weighingId the weighing it is for; null when the amount was typed
 * @param merchantNo the sub-merchant it was ordered for
 * @param ruleId the split rule in force when it was ordered
 * @param asks how often the channel has been asked about it
 * @param paidAt by the channel's clock
 */
record PaymentOrder(
        long marketId,
        long orderNo,
        long stallId,
        long vendorId,
        long plateId,
        @Nullable Long weighingId,
        ChannelName channel,
        Scene scene,
        String merchantNo,
        long amountFen,
        long ruleId,
        OrderState state,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant askedAt,
        int asks,
        @Nullable String channelTxn,
        @Nullable Instant paidAt,
        @Nullable LocalDate businessDate,
        long refundedFen) {

    /** Cash passes no channel. */
    boolean inCash() {
        return channel == ChannelName.CASH;
    }

    Money amount() {
        return Money.ofFen(amountFen);
    }

    OrderNumber number() {
        return new OrderNumber(marketId, orderNo);
    }

    PaymentOrder paid(String txn, Instant at, LocalDate date) {
        return new PaymentOrder(
                marketId,
                orderNo,
                stallId,
                vendorId,
                plateId,
                weighingId,
                channel,
                scene,
                merchantNo,
                amountFen,
                ruleId,
                OrderState.PAID,
                createdAt,
                expiresAt,
                askedAt,
                asks,
                txn,
                at,
                date,
                refundedFen);
    }
}
