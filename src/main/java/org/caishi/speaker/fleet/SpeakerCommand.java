/** Something that was asked of one speaker. */
package org.caishi.speaker.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command and what became of it.
 *
 * @param value per cent, of {@link Kind#VOLUME}
 */
record SpeakerCommand(
        long commandId,
        Kind command,
        @Nullable Integer value,
        State state,
        String askedBy,
        Instant sentAt,
        @Nullable Instant endedAt) {
    /** A speaker speaks its test sentence before it says so. */
    static final Duration ANSWER = Duration.ofSeconds(20);

    /** The protocol knows them by their names in small letters. */
    enum Kind {
        VOLUME,
        TEST,
        STOP,
        KEY
    }

    enum State {
        SENT,
        DONE,
        FAILED,
        /** No row has it: sent, and nothing came back for long enough. */
        UNANSWERED
    }

    State at(Instant now) {
        return state == State.SENT && now.isAfter(sentAt.plus(ANSWER)) ? State.UNANSWERED : state;
    }
}
