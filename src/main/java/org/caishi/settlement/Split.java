/** How one payment is divided; the parts always add up to the fen. */
package org.caishi.settlement;

import org.caishi.units.BasisPoints;
import org.caishi.units.Money;

/**
 * Amount = vendor + commission + channel fee − subsidy.
 *
 * @param vendor what the vendor gets
 * @param commission the market's share
 * @param channelFee what the channel keeps
 * @param subsidy the part of the channel fee that the market bears for the vendor
 */
public record Split(Money vendor, Money commission, Money channelFee, Money subsidy) {
    /**
     * Divides an amount by a rule. The vendor and the market share by largest remainder over the whole amount; with two
     * parties that is: the market's part rounded half up, the vendor's the rest. The channel rounds its own fee half up.
     */
    public static Split of(Money amount, BasisPoints commissionRate, BasisPoints feeRate, FeePayer payer) {
        Money commission = commissionRate.shareOf(amount);
        Money fee = feeRate.shareOf(amount);
        Money rest = amount.minus(commission);
        return switch (payer) {
            case VENDOR -> {
                // On a payment of a few fen both roundings may ask for more than there is: the channel goes first.
                Money left = rest.minus(fee);
                yield left.fen() < 0
                        ? new Split(Money.ZERO, amount.minus(fee), fee, Money.ZERO)
                        : new Split(left, commission, fee, Money.ZERO);
            }
            case MARKET -> new Split(rest, commission, fee, fee);
        };
    }

    public static Split of(Money amount, SplitRule rule) {
        return of(amount, rule.commission(), rule.channelFee(), rule.feePayer());
    }

    public Money total() {
        return vendor.plus(commission).plus(channelFee).minus(subsidy);
    }
}
