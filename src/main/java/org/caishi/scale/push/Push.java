/** Goods on their way to a scale: a row of {@code scale_push}. */
package org.caishi.scale.push;

import java.time.Instant;
import org.caishi.catalog.Good;
import org.caishi.units.UnitPrice;
import org.jspecify.annotations.Nullable;

/**
 * @param reason empty, or why the last try did not succeed; without an answer yet it is SILENT
 * @param hotKey 0 for none
 * @param deleted the goods are to be taken off the scale
 */
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
        @Nullable Instant endedAt,
        int hotKey,
        boolean deleted) {
    /** The hot keys that the published protocol has. */
    private static final int MOST_KEY = 999;

    /** Of goods that are to stand on the scale, for the first time. */
    static Push of(Good good, long deviceId, long pushId, Instant now, String by) {
        return new Push(
                good.marketId(),
                pushId,
                deviceId,
                good.goodId(),
                good.plu(),
                good.name(),
                good.price().fenPerKilogram(),
                PushState.PENDING,
                0,
                "",
                "",
                now,
                by,
                now,
                null,
                Math.clamp(good.position(), 0, MOST_KEY),
                false);
    }

    /** That what was sent is to be taken off again. */
    Push undone(long newPushId, Instant now, String by) {
        return new Push(
                marketId,
                newPushId,
                deviceId,
                goodId,
                plu,
                name,
                fenPerKg,
                PushState.PENDING,
                0,
                "",
                "",
                now,
                by,
                now,
                null,
                0,
                true);
    }

    /** With the try that is being made counted. */
    Push once(Instant next) {
        return with(state, tries + 1, reason, detail, next, endedAt);
    }

    /** As it stands after a try. */
    Push tried(PushState nowIn, String why, String more, Instant next, @Nullable Instant end) {
        return with(nowIn, tries, why, more, next, end);
    }

    private Push with(PushState nowIn, int triesNow, String why, String more, Instant next, @Nullable Instant end) {
        return new Push(
                marketId, pushId, deviceId, goodId, plu, name, fenPerKg, nowIn, triesNow, why, more, next, askedBy,
                createdAt, end, hotKey, deleted);
    }

    public UnitPrice price() {
        return UnitPrice.ofFenPerKilogram(fenPerKg);
    }

    /** When it last moved. */
    public Instant at() {
        return endedAt == null ? createdAt : endedAt;
    }
}
