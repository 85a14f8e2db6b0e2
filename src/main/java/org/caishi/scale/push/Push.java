/** Goods on their way to a scale: a row of {@code scale_push}. */
package org.caishi.scale.push;

import java.time.Duration;
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

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    static final int MOST_TRIES = 12;
    private static final int DIFFERS_TRIES = 2;
    private static final int LONGEST_DETAIL = 200;

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

    /** With the try that is being made counted; without a word from the scale it was silent. */
    Push once(Instant now) {
        return with(state, tries + 1, PushReason.SILENT.name(), "", now.plus(waitAfter(tries + 1)), endedAt);
    }

    /** What was sent often enough without an answer is given up. */
    boolean isTriedOut() {
        return tries >= MOST_TRIES;
    }

    /** It stands on the scale. */
    Push done(Instant now) {
        return with(PushState.DONE, tries, "", "", now, now);
    }

    /** Tried in vain: again later, unless trying is of no use. */
    Push failed(PushReason why, String more, Instant now) {
        boolean hopeless = switch (why) {
            case NUMBER, NAME, PRICE, MOST, REFUSED, FULL -> true;
            case DIFFERS -> tries >= DIFFERS_TRIES;
            case SILENT, BROKEN -> isTriedOut();
        };
        return with(
                hopeless ? PushState.FAILED : PushState.PENDING,
                tries,
                why.name(),
                cut(more),
                now.plus(waitAfter(tries)),
                hopeless ? now : null);
    }

    /** As another machine tells what its tries came to. */
    Push told(PushState nowIn, int triesThere, String why, String more, Instant at) {
        Instant next = at.plus(waitAfter(triesThere));
        return with(nowIn, triesThere, why, cut(more), next, nowIn == PushState.PENDING ? null : at);
    }

    /** To be tried at once. */
    Push hurried(Instant now) {
        return nextAt.isAfter(now) ? with(state, tries, reason, detail, now, endedAt) : this;
    }

    boolean isDue(Instant now) {
        return !nextAt.isAfter(now);
    }

    static Duration waitAfter(int tries) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static String cut(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
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
