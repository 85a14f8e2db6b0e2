/** Turns one scale's bytes into signals; each link opens its own. */
package org.caishi.scale;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * A decoder with the memory of one byte stream. It is pure: no thread, port, clock or log. No content of the bytes makes
 * it throw, its buffer is bounded, and after garbage it finds the next good frame by itself. Not safe for several threads
 * at once.
 */
public interface ScaleDecoder {
    /**
     * Takes the next bytes, however they were cut, and hands out what they complete before it returns. The buffer may be
     * used again afterwards.
     */
    void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out);

    /** What this scale must be sent to tell its weight; nothing for one that sends all the time. */
    default Optional<Poll> poll() {
        return Optional.empty();
    }

    /** What the scale is to be sent at once because of the bytes taken last: an acknowledgement, or the next question. Told once. */
    default Optional<MessageBytes> reply() {
        return Optional.empty();
    }

    /** Whether the bytes taken last said that the scale stands as it last told, without telling it again. Told once. */
    default boolean saidUnchanged() {
        return false;
    }
}
