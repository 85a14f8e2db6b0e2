/** One kind of goods of a weighing, as it is chosen to be weighed again. */
package org.caishi.scale.metrology;

import java.time.Instant;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

record SaleLine(
        long weighingId,
        int lineNo,
        long stallId,
        long vendorId,
        long deviceId,
        @Nullable Long orderNo,
        String state,
        Instant weighedAt,
        @Nullable Long goodId,
        String name,
        long netGrams,
        long fenPerKg,
        long amountFen) {
    public Weight settled() {
        return Weight.ofGrams(netGrams);
    }

    public UnitPrice price() {
        return UnitPrice.ofFenPerKilogram(fenPerKg);
    }

    public Money amount() {
        return Money.ofFen(amountFen);
    }
}
