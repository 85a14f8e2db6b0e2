/** What a channel needs to hand on parts of a payment. */
package org.caishi.channel;

import java.util.List;
import org.caishi.units.Money;

/**
 * @param splitNo our number of this instruction
 * @param channelTxn the channel's number of the charge
 * @param orderNo our number of the charge
 * @param merchantNo the sub-merchant that received the money
 * @param parts at least one, together no more than the charge less the channel's fee
 * @param last whether what is left is the sub-merchant's afterwards
 */
public record SplitRequest(
        String splitNo, String channelTxn, String orderNo, String merchantNo, List<Part> parts, boolean last) {
    public SplitRequest {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("nothing to split");
        }
    }

    /** How much goes to whom. */
    public record Part(SplitDesk.SplitReceiver receiver, Money amount, String description) {}
}
