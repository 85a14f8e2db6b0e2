/** An announcement as a conversation carries it: its frames, and how far they have come. */
package org.caishi.speaker.chip;

import java.util.List;

/**
 * @param index the frame that is sent next or being spoken
 * @param refused whether this frame has been refused once
 */
record Utterance(Speech speech, List<byte[]> frames, int index, boolean refused) {
    long id() {
        return speech.id();
    }

    byte[] frame() {
        return frames.get(index);
    }

    /** Whether a part of it has been spoken. */
    boolean begun() {
        return index > 0;
    }

    boolean isLast() {
        return index == frames.size() - 1;
    }

    /** When it is too late for it, were it still waiting then. */
    long lateAt() {
        return begun() ? Long.MAX_VALUE : speech.expiresAtMillis();
    }

    Utterance next() {
        return new Utterance(speech, frames, index + 1, false);
    }

    Utterance afterRefusal() {
        return new Utterance(speech, frames, index, true);
    }
}
