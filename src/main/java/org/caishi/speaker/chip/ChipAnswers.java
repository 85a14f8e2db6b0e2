/** Reads a chip's answers out of the bytes of its line, and counts what is none. */
package org.caishi.speaker.chip;

import java.util.ArrayList;
import java.util.List;

/** An answer is one byte, so there are no partial frames to keep; noise is skipped and counted, never an error. */
public final class ChipAnswers {
    private long ignored;

    public List<ChipAnswer> read(byte[] received) {
        List<ChipAnswer> answers = new ArrayList<>();
        for (byte one : received) {
            ChipAnswer.of(one).ifPresentOrElse(answers::add, () -> ignored++);
        }
        return answers;
    }

    /** How many bytes were no answer since the line was opened: a high count means a wrong baud rate or a bad cable. */
    public long ignored() {
        return ignored;
    }
}
