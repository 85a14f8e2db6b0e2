/** The little that must be known of a WAV file: its head of 44 bytes, and the lengths in it. */
package org.caishi.speaker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

final class Wav {
    static final int HEAD = 44;

    private Wav() {}

    static boolean isWhole(byte[] file) {
        return file.length > HEAD
                && new String(file, 0, 4, StandardCharsets.US_ASCII).equals("RIFF")
                && new String(file, 8, 4, StandardCharsets.US_ASCII).equals("WAVE")
                && new String(file, 36, 4, StandardCharsets.US_ASCII).equals("data");
    }

    /** A program that writes into a pipe cannot go back to tell how long it became; some players refuse such a file. */
    static byte[] withLengths(byte[] file) {
        byte[] told = file.clone();
        ByteBuffer bytes = ByteBuffer.wrap(told).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(4, told.length - 8);
        bytes.putInt(40, told.length - HEAD);
        return told;
    }
}
