/** Goods on their way to a scale: a row of {@code scale_push}. */
package org.caishi.scale.push;

import java.time.Instant;
import org.caishi.units.UnitPrice;
import org.jspecify.annotations.Nullable;

/** @param reason empty, or why the last try did not succeed */
record Push(
        long marketId,
        long pushId,
        long deviceId,
        long goodId,
        int plu,
        String name,
        long fenPerKg,
        PushState state,
        int tries,
        String reason,
        String detail,
        Instant nextAt,
        String askedBy,
        Instant createdAt,
        @Nullable Instant endedAt) {
    public UnitPrice price() {
        return UnitPrice.ofFenPerKilogram(fenPerKg);
    }

    /** When it last moved. */
    public Instant at() {
        return endedAt == null ? createdAt : endedAt;
    }
}
