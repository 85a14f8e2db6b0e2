/** How one payment is divided; the parts always add up to the fen. */
package org.caishi.settlement;

import java.util.Comparator;
import java.util.stream.IntStream;
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

    /**
     * What each party gives back when the refunds of this payment, which came to {@code before}, come to {@code after}.
     * Divided over the sum of all refunds by largest remainder, so that the parts add up to the fen each time and a whole
     * refund, however many steps it took, leaves nothing with anybody; in one of many small steps a party's part may
     * therefore be a fen against the direction of the others.
     */
    public Split takenBack(Money before, Money after) {
        Split was = partOf(before);
        Split is = partOf(after);
        return new Split(
                is.vendor.minus(was.vendor),
                is.commission.minus(was.commission),
                is.channelFee.minus(was.channelFee),
                is.subsidy.minus(was.subsidy));
    }

    /** This split in the proportion of a part to the whole; the channel gives its fee back in that proportion too. */
    private Split partOf(Money part) {
        long whole = total().fen();
        if (part.fen() < 0 || part.fen() > whole) {
            throw new IllegalArgumentException("%s of a payment of %s".formatted(part, total()));
        }
        if (part.isZero()) {
            return new Split(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
        }
        // A fee that the market bears stands on both sides and takes nothing from the amount.
        Money borne = rounded(subsidy, part, whole);
        long[] weights = {
            vendor.fen(), commission.fen(), channelFee.minus(subsidy).fen()
        };
        long[] parts = new long[weights.length];
        long left = part.fen();
        for (int i = 0; i < weights.length; i++) {
            parts[i] = Math.multiplyExact(weights[i], part.fen()) / whole;
            left -= parts[i];
        }
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing(i -> -(weights[i] * part.fen() % whole)))
                .limit(left)
                .forEach(i -> parts[i]++);
        return new Split(
                Money.ofFen(parts[0]),
                Money.ofFen(parts[1]),
                Money.ofFen(parts[2]).plus(borne),
                borne);
    }

    private static Money rounded(Money amount, Money part, long whole) {
        return Money.ofFen((2 * Math.multiplyExact(amount.fen(), part.fen()) + whole) / (2 * whole));
    }

    public Money total() {
        return vendor.plus(commission).plus(channelFee).minus(subsidy);
    }
}
