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

    /** What was asked for has been done, or will be: a sentence said, a command carried out. */
    boolean hasDone() {
        return this == ACCEPTED || this == PLAYED || this == DUPLICATE;
    }

    /**
     * The message as it comes in; what else it says is not needed, its time neither: a speaker's clock is not ours.
     *
     * @param id absent where the address says it
     */
    record Message(@Nullable String id, @Nullable String result) {}
}
