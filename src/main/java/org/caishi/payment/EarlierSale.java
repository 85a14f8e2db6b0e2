/** A sale of a day before the product came, as whoever kept it tells of it. */
package org.caishi.payment;

import java.time.Instant;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Scene;
import org.caishi.market.PlateHolder;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param merchantNo the channel's sub-merchant; empty for cash
 * @param weighingId null where the amount was typed
 * @param paid null where the order was closed unpaid
 */
public record EarlierSale(
        PlateHolder holder,
        ChannelName channel,
        Scene scene,
        String merchantNo,
        Money amount,
        @Nullable Long weighingId,
        Instant openedAt,
        @Nullable Paid paid) {
    /**
     * That the money moved.
     *
     * @param at by the channel's clock
     * @param knownAt when it was told
     */
    public record Paid(String channelTxn, Instant at, Instant knownAt) {}
}
