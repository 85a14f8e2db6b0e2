/** The few byte operations that the frames of both chips need. */
package org.caishi.speaker.chip;

import java.io.ByteArrayOutputStream;

final class Bytes {
    private Bytes() {}

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Head, big-endian length and what the length counts; {@code trailing} bytes are counted but not yet there. */
    static byte[] frame(int trailing, byte[]... content) {
        byte[] body = joined(content);
        int length = body.length + trailing;
        return joined(new byte[] {SpeechChip.HEAD, (byte) (length >> 8), (byte) length}, body);
    }

    static void requireText(byte[] gbk) {
        if (gbk.length == 0 || gbk.length > SpeechChip.TEXT_LIMIT) {
            throw new IllegalArgumentException(
                    "a frame carries 1 to %d bytes of text, not %d".formatted(SpeechChip.TEXT_LIMIT, gbk.length));
        }
    }
}
