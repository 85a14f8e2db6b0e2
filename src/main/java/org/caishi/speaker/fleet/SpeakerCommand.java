/** Something that was asked of one speaker. */
package org.caishi.speaker.fleet;

import java.time.Duration;
import java.time.Instant;
import org.caishi.speaker.CommandKind;
import org.jspecify.annotations.Nullable;

/**
 * A command and what became of it.
 *
 * @param value per cent, of {@link CommandKind#VOLUME}
 */
record SpeakerCommand(
        long commandId,
        CommandKind command,
        @Nullable Integer value,
        State state,
        String askedBy,
        Instant sentAt,
        @Nullable Instant endedAt) {
    /** A speaker speaks its test sentence before it says so. */
    static final Duration ANSWER = Duration.ofSeconds(20);

    /** Two questions of a speaker that asks; what it gets later surprises. */
    static final Duration GOOD_FOR = Duration.ofSeconds(60);

    enum State {
        /** For a speaker that asks, until it asks. */
        WAITING,
        SENT,
        DONE,
        FAILED,
        /** No row has it: sent, and nothing came back for long enough. */
        UNANSWERED,
        /** No row has it: the speaker has not asked for it. */
        UNASKED
    }

    State at(Instant now) {
        return switch (state) {
            case WAITING -> now.isAfter(sentAt.plus(GOOD_FOR)) ? State.UNASKED : state;
            case SENT -> now.isAfter(sentAt.plus(ANSWER)) ? State.UNANSWERED : state;
            case DONE, FAILED, UNANSWERED, UNASKED -> state;
        };
    }

    /** Whether something may still become of it. */
    boolean isOpen(Instant now) {
        State state = at(now);
        return state == State.WAITING || state == State.SENT;
    }
}
