/** One version of a rule for splitting payments; versions are added, never changed. */
package org.caishi.settlement;

import java.time.LocalDate;
import org.caishi.units.BasisPoints;
import org.jspecify.annotations.Nullable;

/**
 * @param scopeKey empty for the market, else the zone's id, the category's name or the vendor's id
 * @param commission the market's share of the amount
 * @param channelFee what the channel keeps of the amount
 * @param validTo the last day, inclusive; null while it has no end
 */
public record SplitRule(
        long marketId,
        long ruleId,
        RuleScope scope,
        String scopeKey,
        BasisPoints commission,
        BasisPoints channelFee,
        FeePayer feePayer,
        LocalDate validFrom,
        @Nullable LocalDate validTo) {

    boolean isInForce(LocalDate date) {
        return !date.isBefore(validFrom) && (validTo == null || !date.isAfter(validTo));
    }
}
