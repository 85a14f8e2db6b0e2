/** A row of {@code scale_weighing_item}. */
package org.caishi.scale;

import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

record WeighingItemRow(
        int lineNo,
        @Nullable Long goodId,
        int plu,
        String name,
        long netGrams,
        long tareGrams,
        long fenPerKg,
        long amountFen) {

    Weighing.Item item() {
        return new Weighing.Item(
                lineNo,
                goodId,
                plu,
                name,
                Weight.ofGrams(netGrams),
                Weight.ofGrams(tareGrams),
                UnitPrice.ofFenPerKilogram(fenPerKg),
                Money.ofFen(amountFen));
    }
}
