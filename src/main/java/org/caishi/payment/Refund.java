/** A row of {@code payment_refund}. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.caishi.channel.ChannelName;
import org.caishi.channel.RefundRequest;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param orderNo the order; null when it gives back money in suspense
 * @param suspenseId the money in suspense; null when it is of an order
 * @param asks how often the channel was asked for it or about it
 * @param words why it failed or stands still, as the channel says it
 */
record Refund(
        long marketId,
        long refundNo,
        String requestId,
        @Nullable Long orderNo,
        @Nullable Long suspenseId,
        long stallId,
        long vendorId,
        ChannelName channel,
        String channelTxn,
        String merchantNo,
        long chargedFen,
        long amountFen,
        String reason,
        State state,
        @Nullable Long askedBy,
        Instant createdAt,
        @Nullable Instant askedAt,
        int asks,
        @Nullable String channelRefund,
        String words,
        @Nullable LocalDate businessDate) {

    /** ASKED → DONE or FAILED; while it is ASKED its sum is held back, for the channel may have given it. */
    enum State {
        ASKED,
        DONE,
        FAILED
    }

    Money amount() {
        return Money.ofFen(amountFen);
    }

    OrderNumber number() {
        return new OrderNumber(marketId, refundNo);
    }

    RefundRequest request() {
        return new RefundRequest(
                number().toString(), channelTxn, merchantNo, Money.ofFen(chargedFen), amount(), reason);
    }
}
