/** A row of {@code scale_weighing} as the database has it, without its items. */
package org.caishi.scale;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

record WeighingRow(
        long marketId,
        long weighingId,
        long stallId,
        long vendorId,
        long deviceId,
        Weighing.Source source,
        long totalFen,
        Weighing.State state,
        Instant weighedAt,
        LocalDate businessDate,
        @Nullable Long orderNo) {

    Weighing with(List<Weighing.Item> items) {
        return new Weighing(
                marketId,
                weighingId,
                stallId,
                vendorId,
                deviceId,
                source,
                Money.ofFen(totalFen),
                state,
                weighedAt,
                businessDate,
                orderNo,
                List.copyOf(items));
    }

    boolean isUnpaid() {
        return switch (state) {
            case WAITING, ABANDONED -> true;
            case PAID, CASH, VOID -> false;
        };
    }

    WeighingRow settledBy(PaidWeighing paid) {
        return with(paid.as(), paid.orderNo());
    }

    WeighingRow ofOrder(long number) {
        return with(state, number);
    }

    private WeighingRow with(Weighing.State newState, long number) {
        return new WeighingRow(
                marketId,
                weighingId,
                stallId,
                vendorId,
                deviceId,
                source,
                totalFen,
                newState,
                weighedAt,
                businessDate,
                number);
    }
}
