/** What one vendor's stall came to on one business date; net = gross − refunds − fee − commission. */
package org.caishi.settlement;

import java.time.LocalDate;

/**
 * All amounts in fen.
 *
 * @param feeFen the channel's fee as far as the vendor bears it
 * @param subsidyFen the part of the fee that the market bears instead
 */
public record Statement(
        long marketId,
        LocalDate businessDate,
        long stallId,
        long vendorId,
        int payments,
        long grossFen,
        long refundFen,
        long feeFen,
        long subsidyFen,
        long commissionFen,
        long netFen) {

    Statement plus(Statement other) {
        return new Statement(
                marketId,
                businessDate,
                0,
                0,
                payments + other.payments,
                grossFen + other.grossFen,
                refundFen + other.refundFen,
                feeFen + other.feeFen,
                subsidyFen + other.subsidyFen,
                commissionFen + other.commissionFen,
                netFen + other.netFen);
    }

    static Statement nothing(long marketId, LocalDate date) {
        return new Statement(marketId, date, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
