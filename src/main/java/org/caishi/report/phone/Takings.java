/** How many payments and how much. */
package org.caishi.report.phone;

import org.caishi.units.Money;

/**
 * @param amountFen what consumers paid; refunds are not taken off
 */
record Takings(int payments, long amountFen) {
    static final Takings NONE = new Takings(0, 0);

    Takings plus(Takings more) {
        return new Takings(payments + more.payments, Math.addExact(amountFen, more.amountFen));
    }

    public Money amount() {
        return Money.ofFen(amountFen);
    }

    /** Half up to the fen; nothing of nothing. */
    public Money average() {
        return payments == 0 ? Money.ZERO : Money.ofFen((amountFen + payments / 2) / payments);
    }
}
