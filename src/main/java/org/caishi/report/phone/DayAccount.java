/** What one business date came to for a vendor: closed as the statement says, open as the shares add up so far. */
package org.caishi.report.phone;

import java.time.LocalDate;
import java.util.List;
import org.caishi.units.Money;

/**
 * Net = gross − refunds − fee − commission, over all stalls of the vendor.
 *
 * @param closed false while the figures may still change
 * @param subsidyFen the channel's fee as far as the market bears it
 */
record DayAccount(
        LocalDate businessDate,
        boolean closed,
        int payments,
        long grossFen,
        long refundFen,
        long feeFen,
        long subsidyFen,
        long commissionFen,
        long netFen) {
    static DayAccount nothingYet(LocalDate date) {
        return new DayAccount(date, false, 0, 0, 0, 0, 0, 0, 0);
    }

    /** A month's sum carries the first of the month; it is closed when all its days are. */
    static DayAccount sum(LocalDate first, List<DayAccount> days) {
        DayAccount sum = new DayAccount(first, true, 0, 0, 0, 0, 0, 0, 0);
        for (DayAccount day : days) {
            sum = sum.plus(day);
        }
        return sum;
    }

    private DayAccount plus(DayAccount day) {
        return new DayAccount(
                businessDate,
                closed && day.closed,
                payments + day.payments,
                grossFen + day.grossFen,
                refundFen + day.refundFen,
                feeFen + day.feeFen,
                subsidyFen + day.subsidyFen,
                commissionFen + day.commissionFen,
                netFen + day.netFen);
    }

    public Money gross() {
        return Money.ofFen(grossFen);
    }

    public Money refunds() {
        return Money.ofFen(refundFen);
    }

    public Money fee() {
        return Money.ofFen(feeFen);
    }

    public Money subsidy() {
        return Money.ofFen(subsidyFen);
    }

    public Money commission() {
        return Money.ofFen(commissionFen);
    }

    public Money net() {
        return Money.ofFen(netFen);
    }
}
