/** A row of {@code payment_suspense}: genuine money that no order could take. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.caishi.channel.ChannelName;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param orderText the order number as the channel said it
 * @param reason the name of a {@link Decision.Reason}
 * @param vendorId to whom it was assigned
 */
record Suspense(
        long marketId,
        long suspenseId,
        ChannelName channel,
        String channelTxn,
        String orderText,
        String merchantNo,
        long amountFen,
        String reason,
        State state,
        Instant bookedAt,
        LocalDate businessDate,
        @Nullable Instant endedAt,
        @Nullable Long vendorId) {
    enum State {
        OWED_BACK,
        REFUNDED,
        ASSIGNED
    }

    public Money amount() {
        return Money.ofFen(amountFen);
    }

    /** Foreign money was booked by its number, not its worth: only the channel's own desk can give it back. */
    boolean isOfOurMoney() {
        return !reason.equals(Decision.Reason.WRONG_CURRENCY.name()) && amountFen > 0;
    }
}
