/** What a channel needs to bring a part of a payment back from its receiver. */
package org.caishi.channel;

import org.caishi.units.Money;

/**
 * @param returnNo our number of this instruction
 * @param splitNo the instruction by which the part was handed on
 * @param channelTxn the channel's number of the charge
 * @param orderNo our number of the charge
 * @param merchantNo the sub-merchant it comes back to
 */
public record SplitReturn(
        String returnNo,
        String splitNo,
        String channelTxn,
        String orderNo,
        String merchantNo,
        SplitDesk.SplitReceiver receiver,
        Money amount,
        String description) {}
