/** A fee that the market has reminded a vendor of, as the vendor's phone shows it until it is put away. */
package org.caishi.speaker;

import java.time.LocalDate;
import org.caishi.units.Money;

public record FeeNotice(long reminderId, FeeKind kind, long amountFen, LocalDate businessDate) {
    public Money amount() {
        return Money.ofFen(amountFen);
    }
}
