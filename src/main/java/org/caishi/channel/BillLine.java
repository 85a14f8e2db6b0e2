/** One line of a channel's bill, in the product's own terms. */
package org.caishi.channel;

import java.time.Instant;
import org.caishi.units.Money;

/**
 * @param channelTxn the channel's number of the charge
 * @param orderNo our number of the charge
 * @param channelRefund the channel's number of the refund; empty on a payment
 * @param refundNo our number of the refund; empty on a payment
 * @param merchantNo the sub-merchant
 * @param amount charged, or given back: never negative
 * @param fee what the channel keeps, or gives back of it (then negative)
 */
public record BillLine(
        Kind kind,
        String channelTxn,
        String orderNo,
        String channelRefund,
        String refundNo,
        String merchantNo,
        Money amount,
        Money fee,
        Instant at) {
    public enum Kind {
        PAYMENT,
        REFUND
    }
}
