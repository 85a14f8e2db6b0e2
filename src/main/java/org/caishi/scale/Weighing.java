/** What was weighed for one customer, and whether it was paid; a row of {@code scale_weighing} with its items. */
package org.caishi.scale;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * @param deviceId 0 where no device was used
 * @param weighedAt by the scale's clock where it has one
 * @param total the sum of the items' amounts
 */
public record Weighing(
        long marketId,
        long weighingId,
        long stallId,
        long vendorId,
        long deviceId,
        Source source,
        Money total,
        State state,
        Instant weighedAt,
        LocalDate businessDate,
        @Nullable Long orderNo,
        List<Item> items) {
    Weighing bookedOn(LocalDate date) {
        return new Weighing(
                marketId,
                weighingId,
                stallId,
                vendorId,
                deviceId,
                source,
                total,
                state,
                weighedAt,
                date,
                orderNo,
                items);
    }

    /** One kind of goods. */
    public record Item(
            int lineNo,
            @Nullable Long goodId,
            int plu,
            String name,
            Weight net,
            Weight tare,
            UnitPrice price,
            Money amount) {}

    public enum Source {
        /** A stable weight and a product tile on the vendor's phone. */
        TILE,
        /** A complete sale by the scale. */
        SALE,
        /** The barcode of a label that a label scale has printed. */
        LABEL,
        /** Typed by hand; shown as such. */
        HAND
    }

    public enum State {
        WAITING,
        PAID,
        ABANDONED,
        CASH,
        VOID
    }
}
