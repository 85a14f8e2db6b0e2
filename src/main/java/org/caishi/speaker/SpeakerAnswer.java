/** What a speaker that speaks our published protocol answers about an announcement. */
package org.caishi.speaker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

enum SpeakerAnswer {
    /** It is queued in the speaker. */
    ACCEPTED,
    /** It was spoken to its end. */
    PLAYED,
    /** The speaker had it already and does not say it again. */
    DUPLICATE,
    EXPIRED,
    FAILED;

    static Optional<SpeakerAnswer> of(@Nullable String word) {
        return Arrays.stream(values())
                .filter(answer -> answer.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /** As the answer to a command: it has been carried out, or will be. */
    boolean hasDone() {
        return this == ACCEPTED || this == PLAYED || this == DUPLICATE;
    }

    /** Whether somebody at the stall has heard it, or will. */
    boolean mayHaveSpoken() {
        return switch (this) {
            case ACCEPTED, PLAYED, DUPLICATE -> true;
            case EXPIRED, FAILED -> false;
        };
    }

    /**
     * The message as it comes in; what else it says is not needed, its time neither: a speaker's clock is not ours.
     *
     * @param id absent where the address says it
     */
    record Message(@Nullable String id, @Nullable String result) {}
}
