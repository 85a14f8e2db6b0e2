/** A channel's word, verified, that money was given back. */
package org.caishi.channel;

import java.time.Instant;
import org.caishi.units.Money;

/**
 * @param refundNo our number as the channel repeats it, or a number given at the channel's own desk
 * @param channelRefund the channel's own number of the refund
 * @param orderNo our number of the charge
 * @param channelTxn the channel's number of the charge
 * @param merchantNo the sub-merchant whose money it was
 * @param back what was given back of the charge ({@code amount.refund}, not what the payer received beside coupons)
 * @param at by the channel's clock
 */
public record RefundNotice(
        ChannelName channel,
        String refundNo,
        String channelRefund,
        String orderNo,
        String channelTxn,
        String merchantNo,
        Money back,
        Instant at) {}
