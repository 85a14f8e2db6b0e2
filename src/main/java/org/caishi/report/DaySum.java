/** What some payments come to: how many and how much. */
package org.caishi.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

record DaySum(long payments, long amountFen) {
    static final DaySum NONE = new DaySum(0, 0);

    public Money amount() {
        return Money.ofFen(amountFen);
    }

    /** The average ticket, rounded half up to the fen for show; zero where nothing was sold. */
    public Money average() {
        return payments == 0 ? Money.ZERO : Money.ofFen((2 * amountFen + payments) / (2 * payments));
    }

    DaySum plus(long morePayments, long moreFen) {
        return new DaySum(payments + morePayments, Math.addExact(amountFen, moreFen));
    }

    /** How this amount stands to another, e.g. {@code +3.2%}; null where the other is zero. */
    public @Nullable String against(DaySum then) {
        if (then.amountFen == 0) {
            return null;
        }
        BigDecimal change = BigDecimal.valueOf(amountFen - then.amountFen)
                .movePointRight(2)
                .divide(BigDecimal.valueOf(then.amountFen), 1, RoundingMode.HALF_UP);
        return (change.signum() > 0 ? "+" : "") + change.toPlainString() + "%";
    }
}
