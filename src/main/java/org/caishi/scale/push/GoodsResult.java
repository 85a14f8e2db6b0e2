/** What became of goods that an edge hands to one of its scales, as it tells the product. */
package org.caishi.scale.push;

import java.time.Instant;
import java.util.Objects;

/**
 * How it stands with one push.
 *
 * @param tries all that were made, those before the edge got the goods included
 * @param reason a name of {@link PushReason}, or empty
 * @param words what the scale said; may be empty
 * @param at when it came to this, in the product's time
 */
public record GoodsResult(String serial, String id, State state, int tries, String reason, String words, Instant at) {
    public GoodsResult {
        Objects.requireNonNull(serial);
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(words);
        Objects.requireNonNull(at);
    }

    public enum State {
        /** It stands on the scale. */
        DONE,
        /** It never will. */
        FAILED,
        /** Tried in vain so far; it is tried again without being asked. */
        WAITING
    }

    static GoodsResult of(Push push, String serial, Instant at) {
        String id = CaishiLine.wordOf(push.pushId());
        return new GoodsResult(serial, id, state(push), push.tries(), push.reason(), plain(push.detail()), at);
    }

    /** A control character would be six in a message, which has a bound, and none on a page. */
    private static String plain(String words) {
        return words.replaceAll("\\p{Cntrl}", " ");
    }

    private static State state(Push push) {
        return switch (push.state()) {
            case DONE -> State.DONE;
            case FAILED -> State.FAILED;
            case PENDING -> State.WAITING;
            case SUPERSEDED -> throw new IllegalStateException("nobody tried " + push);
        };
    }

    /** The row as it stands with this; an edge may say anything, so it is cut to what a row can hold. */
    Push over(Push row, Instant now) {
        Instant notBefore = at.isBefore(row.createdAt()) ? row.createdAt() : at;
        Instant when = notBefore.isAfter(now) ? now : notBefore;
        String why = PushReason.named(reason).name();
        int made = Math.clamp(tries, 1, Push.MOST_TRIES);
        return switch (state) {
            case DONE -> row.told(PushState.DONE, made, "", "", when);
            case FAILED -> row.told(PushState.FAILED, made, why, plain(words), when);
            case WAITING -> row.told(PushState.PENDING, made, why, plain(words), when);
        };
    }
}
