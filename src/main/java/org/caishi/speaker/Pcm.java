/** The sound of an endless stream: 16,000 samples a second, 16 bits, one channel, in tenths of a second. */
package org.caishi.speaker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

final class Pcm {
    static final int RATE = 16_000;
    static final int FRAME_MILLIS = 100;
    static final int SAMPLE_BYTES = 2;
    static final int FRAME_BYTES = RATE * SAMPLE_BYTES * FRAME_MILLIS / 1_000;

    /** The greatest length that the head can tell; players of live sound take it for "until the line ends". */
    private static final int ENDLESS = 0xFFFF_FFFF;

    private Pcm() {}

    /** The head of a WAV file that never ends. */
    static byte[] endlessHead() {
        return ByteBuffer.allocate(Wav.HEAD)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(ENDLESS)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE * SAMPLE_BYTES)
                .putShort((short) SAMPLE_BYTES)
                .putShort((short) (SAMPLE_BYTES * 8))
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(ENDLESS)
                .array();
    }

    /**
     * The samples of a WAV file of 16 bits and one channel at the stream's rate, each drawn on the line between its
     * neighbours.
     *
     * @throws IllegalArgumentException when it is another kind of sound
     */
    static byte[] of(byte[] wav) {
        ByteBuffer file = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (!Wav.isWhole(wav) || file.getShort(22) != 1 || file.getShort(34) != SAMPLE_BYTES * 8) {
            throw new IllegalArgumentException("no sound of 16 bits and one channel");
        }
        long rate = file.getInt(24);
        if (rate < 1) {
            throw new IllegalArgumentException("a sound of " + rate + " samples a second");
        }
        long samples = (wav.length - Wav.HEAD) / SAMPLE_BYTES;
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(samples * RATE / rate) * SAMPLE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; out.hasRemaining(); i++) {
            int before = (int) (i * rate / RATE);
            int after = Math.toIntExact(Math.min(before + 1L, samples - 1));
            long share = i * rate % RATE;
            long drawn = (sample(file, before) * (RATE - share) + sample(file, after) * share) / RATE;
            out.putShort((short) drawn);
        }
        return out.array();
    }

    private static long sample(ByteBuffer file, int index) {
        return file.getShort(Wav.HEAD + index * SAMPLE_BYTES);
    }
}
