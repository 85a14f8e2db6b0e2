/** The one-byte answers of a speech chip; both chips give the same ones. */
package org.caishi.speaker.chip;

import java.util.Arrays;
import java.util.Optional;

public enum ChipAnswer {
    /** Powered up or reset: nothing is being spoken any more. */
    READY(0x4A),
    /** A command was understood; it comes before the speech, not after it. */
    ACCEPTED(0x41),
    /** A command was not understood: wrong length, checksum or code. Nothing of it is spoken. */
    REJECTED(0x45),
    BUSY(0x4E),
    /** Nothing is being spoken: sent when a text has ended, and as an answer to a status query. */
    IDLE(0x4F);

    private final int code;

    ChipAnswer(int code) {
        this.code = code;
    }

    /** The answer that a byte stands for; empty for noise. */
    static Optional<ChipAnswer> of(byte received) {
        return Arrays.stream(values())
                .filter(answer -> (byte) answer.code == received)
                .findFirst();
    }
}
