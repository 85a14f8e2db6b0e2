/** The figures of a stall's or a market's business day; net = gross − refunds − fee − commission. */
package org.caishi.report;

import java.util.Collection;
import org.caishi.units.Money;

/**
 * All amounts in fen.
 *
 * @param feeFen the channel's fee as far as the vendor bears it
 * @param subsidyFen the part of the fee that the market bears instead
 */
record DayTotal(
        long payments, long grossFen, long refundFen, long feeFen, long subsidyFen, long commissionFen, long netFen) {
    static final DayTotal NONE = new DayTotal(0, 0, 0, 0, 0, 0, 0);

    static DayTotal sum(Collection<DayTotal> totals) {
        return totals.stream().reduce(NONE, DayTotal::plus);
    }

    private DayTotal plus(DayTotal more) {
        return new DayTotal(
                payments + more.payments,
                Math.addExact(grossFen, more.grossFen),
                Math.addExact(refundFen, more.refundFen),
                Math.addExact(feeFen, more.feeFen),
                Math.addExact(subsidyFen, more.subsidyFen),
                Math.addExact(commissionFen, more.commissionFen),
                Math.addExact(netFen, more.netFen));
    }

    public Money gross() {
        return Money.ofFen(grossFen);
    }

    public Money refund() {
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
