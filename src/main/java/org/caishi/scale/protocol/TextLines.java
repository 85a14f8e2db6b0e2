/** Cuts a scale's bytes into lines, for the protocols whose frames end with a byte that occurs nowhere else in them. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.function.Consumer;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleSignal;

/**
 * Holds one line, and of a line that is too long its last bytes: a good frame is found even at the end of endless noise.
 * Noise and a bridge's heartbeat stand before a frame on its line, so readers look for their frame from the line's end.
 */
final class TextLines {
    /** Judges one line. */
    interface LineReader {
        /**
         * Takes a line that is not empty, without the byte that ended it.
         *
         * @param bytes only lent, and masked as the line's settings say
         */
        void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out);
    }

    private final int longest;
    private final int mask;
    private final LineReader reader;
    /** Bit n is set when byte n ends a line. */
    private final long ends;

    private final byte[] held;
    private int count;
    private boolean overlong;

    /**
     * Opens a splitter.
     *
     * @param longest how many bytes a line has at most; a longer one is told once as overlong, and its last bytes are read
     * @param mask 0xFF, or 0x7F on a line of seven bits
     * @param ends the bytes that end a line, each below 64, e.g. CR and LF; empty lines between them are skipped
     */
    TextLines(int longest, int mask, LineReader reader, int... ends) {
        this.longest = longest;
        this.mask = mask;
        this.reader = reader;
        long bits = 0;
        for (int end : ends) {
            bits |= 1L << end;
        }
        this.ends = bits;
        held = new byte[2 * longest];
    }

    void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        for (int at = offset; at < offset + length; at++) {
            int octet = unsigned(buffer[at]) & mask;
            if (octet < Long.SIZE && (ends >>> octet & 1) == 1) {
                lineEnds(out);
            } else {
                hold(octet, out);
            }
        }
    }

    private void hold(int octet, Consumer<? super ScaleSignal> out) {
        if (count == longest && !overlong) {
            overlong = true;
            out.accept(new ScaleSignal.Rejected(Rejection.OVERLONG, longest));
        }
        if (count == held.length) {
            System.arraycopy(held, count - longest, held, 0, longest);
            count = longest;
        }
        held[count++] = (byte) octet;
    }

    private void lineEnds(Consumer<? super ScaleSignal> out) {
        int to = count;
        count = 0;
        overlong = false;
        if (to > 0) {
            reader.line(held, Math.max(0, to - longest), to, out);
        }
    }
}
