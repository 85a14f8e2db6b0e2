/** What a channel needs to give money back. */
package org.caishi.channel;

import org.caishi.units.Money;

/**
 * @param refundNo our own number; asked again under the same number it is the same refund
 * @param channelTxn the channel's number of the charge
 * @param merchantNo the sub-merchant that received the money
 * @param charged the whole charge, not what is left of it
 * @param back how much of it to give back
 * @param reason shown to the payer
 */
public record RefundRequest(
        String refundNo, String channelTxn, String merchantNo, Money charged, Money back, String reason) {}
