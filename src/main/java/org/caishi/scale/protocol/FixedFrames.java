/** Cuts a scale's bytes into frames of one fixed length that begin with one byte. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.function.Consumer;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleSignal;
import org.jspecify.annotations.Nullable;

/** Looks at windows of one frame: in the caller's buffer where they are whole, in its own where a frame was cut. */
abstract class FixedFrames implements ScaleDecoder {
    private final int start;
    private final int frame;
    private final int mask;
    private final byte[] held;
    private int count;

    /**
     * Opens a splitter.
     *
     * @param mask 0xFF, or 0x7F on a line of seven bits
     */
    FixedFrames(int start, int frame, int mask) {
        this.start = start;
        this.frame = frame;
        this.mask = mask;
        held = new byte[frame];
    }

    /**
     * Judges as many bytes as a frame has, the first of them the start byte. A second start byte inside is no proof that
     * the first began no frame: one flipped bit makes it of a good byte, and the frame is still to be told as bad.
     *
     * @param toNextStart how far on the next start byte stands; the frame's length when none is inside
     * @return null when this is no frame and was none, so that nobody is told
     */
    abstract @Nullable ScaleSignal judge(byte[] bytes, int at, int toNextStart);

    @Override
    public final void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (count == 0 && end - at >= frame) {
                at += window(buffer, at, out);
            } else {
                int taken = Math.min(frame - count, end - at);
                System.arraycopy(buffer, at, held, count, taken);
                at += taken;
                count += taken;
                if (count == frame) {
                    int used = window(held, 0, out);
                    count -= used;
                    System.arraycopy(held, used, held, 0, count);
                }
            }
        }
    }

    /** Answers how many of the bytes from here are done with, at least one. */
    private int window(byte[] bytes, int at, Consumer<? super ScaleSignal> out) {
        int toNextStart = 1;
        while (toNextStart < frame && octet(bytes, at + toNextStart) != start) {
            toNextStart++;
        }
        if (octet(bytes, at) == start) {
            ScaleSignal signal = judge(bytes, at, toNextStart);
            if (signal != null) {
                out.accept(signal);
            }
        }
        return toNextStart;
    }

    /** The byte at this place, masked. */
    final int octet(byte[] bytes, int at) {
        return unsigned(bytes[at]) & mask;
    }
}
