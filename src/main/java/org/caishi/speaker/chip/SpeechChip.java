/** A speech chip: turns text and commands into the frames of its serial line. */
package org.caishi.speaker.chip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Every frame must leave in one write: the bytes of one frame may lie 8 ms apart at most. */
public sealed interface SpeechChip permits Syn6288, Xfs5152 {
    /** First byte of every frame. */
    byte HEAD = (byte) 0xFD;

    /** Command byte of a text to be spoken. */
    byte SPEAK = 0x01;

    /** Encoding parameter: the text is GBK. */
    int GBK = 1;

    /**
     * Bytes of text in one frame, tags included. It is the SYN6288's limit; that of the XFS5152 is not certain, and
     * the same 200 serve it as well.
     */
    int TEXT_LIMIT = 200;

    byte[] command(ChipCommand command);

    /**
     * The frame that speaks a text.
     *
     * @param gbk 1 to {@link #TEXT_LIMIT} bytes in GBK
     */
    byte[] speak(byte[] gbk);

    /** The loudest of the chip's steps of volume; 0 is silent. */
    int loudest();

    /** The fastest of its steps of speed; 0 is slowest. */
    int fastest();

    /** A voice in the steps of this chip. */
    default Voice voice(OptionalInt volumeOfTen, OptionalInt speedOfTen) {
        return new Voice(scaled(volumeOfTen, loudest()), scaled(speedOfTen, fastest()));
    }

    /** Half up, so that a chip with fewer steps is never silent because it was made quiet. */
    private static OptionalInt scaled(OptionalInt ofTen, int most) {
        return ofTen.isEmpty() ? ofTen : OptionalInt.of((ofTen.getAsInt() * most + 5) / 10);
    }

    /**
     * The tags that set a voice on this chip.
     *
     * @throws IllegalArgumentException when a step is outside the chip's range
     */
    String tags(Voice voice);

    /** The frames that speak a text of any length, in order; none when nothing in it can be said. */
    default List<byte[]> frames(Voice voice, String text) {
        byte[] tags = tags(voice).getBytes(StandardCharsets.US_ASCII);
        List<byte[]> frames = new ArrayList<>();
        for (byte[] piece : SpokenText.pieces(text, TEXT_LIMIT - tags.length)) {
            frames.add(speak(Bytes.joined(tags, piece)));
        }
        return List.copyOf(frames);
    }
}
