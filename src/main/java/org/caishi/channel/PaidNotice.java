/** A channel's word, verified, that money moved. */
package org.caishi.channel;

import java.time.Instant;
import org.caishi.units.Money;

/**
 * The facts of a payment as the channel states them; whether they fit our order is the booking's decision.
 *
 * @param channelTxn the channel's own number
 * @param orderNo our number as the channel repeats it
 * @param merchantNo the sub-merchant that received the money
 * @param amount what was charged ({@code amount.total}, not what the payer paid after coupons)
 * @param currency ISO code; anything but CNY is not booked as a payment
 * @param paidAt by the channel's clock
 * @param receivedAt when it reached us
 * @param source how we learnt of it
 */
public record PaidNotice(
        ChannelName channel,
        String channelTxn,
        String orderNo,
        String merchantNo,
        Money amount,
        String currency,
        Instant paidAt,
        Instant receivedAt,
        Source source) {
    /**
     * A notice was sent to us, the charge itself was answered so, we asked, a bill showed it, or the vendor says that it lies in
     * the drawer.
     */
    public enum Source {
        NOTICE,
        ANSWER,
        QUERY,
        BILL,
        CASH
    }
}
