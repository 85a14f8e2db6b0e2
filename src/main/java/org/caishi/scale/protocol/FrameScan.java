/** Gathers a scale's bytes until they are a frame or can be none, for frames of several forms and lengths. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;

abstract class FrameScan implements ScaleDecoder {
    private final int longest;
    private final int mask;
    private final byte[] held;
    private int count;

    /**
     * Opens a scan.
     *
     * @param longest how many bytes at most are needed to judge the first of them
     * @param mask 0xFF, or 0x7F on a line of seven bits
     */
    FrameScan(int longest, int mask) {
        this.longest = longest;
        this.mask = mask;
        held = new byte[2 * longest];
    }

    /**
     * Judges the bytes from here, which are masked already.
     *
     * @return how many of them are done with, so that a good frame behind them is not lost; 0 when more are needed to tell
     */
    abstract int judge(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out);

    @Override
    public final void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int taken = Math.min(held.length - count, end - at);
            for (int i = 0; i < taken; i++) {
                held[count + i] = (byte) (buffer[at + i] & mask);
            }
            at += taken;
            count += taken;
            int done = judged(out);
            count -= done;
            System.arraycopy(held, done, held, 0, count);
        }
    }

    private int judged(Consumer<? super ScaleSignal> out) {
        int done = 0;
        while (done < count) {
            int used = judge(held, done, count, out);
            if (used == 0 && count - done < longest) {
                break;
            }
            done += Math.max(used, 1);
        }
        return done;
    }

    /** The question of a protocol, as often as the settings say. */
    static Optional<Poll> poll(ProtocolSettings settings, byte... question) {
        return Optional.of(new Poll(
                MessageBytes.copyOf(question, 0, question.length),
                Duration.ofMillis(settings.whole(Setting.POLL_MILLIS))));
    }

    /** How far on the next byte of this kind stands after the first; to the end when there is none. */
    static int toNext(int octet, byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to && unsigned(bytes[at]) != octet) {
            at++;
        }
        return at - from;
    }
}
