/** One party's part of one payment, or what it gives back of one refund. */
package org.caishi.settlement;

import java.time.LocalDate;
import org.caishi.units.Money;

/**
 * @param sourceNo the order, or the refund
 * @param party whose part; the parts of a source add up to its amount
 */
public record Share(
        long marketId,
        long sourceNo,
        int lineNo,
        Kind kind,
        long orderNo,
        long stallId,
        long vendorId,
        Party party,
        Money amount,
        LocalDate businessDate) {
    public enum Kind {
        PAYMENT,
        REFUND
    }

    public enum Party {
        VENDOR,
        MARKET,
        CHANNEL,
        /** The fee that the market bears for the vendor; negative on a payment. */
        SUBSIDY
    }
}
