/** A sale in the edge's buffer: who told it, under which number, and the message exactly as it came. */
package org.caishi.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record of the buffer.
 *
 * @param number counts the buffer's records, from 1; the order in which they are forwarded
 * @param sequence the scale's own number of it
 * @param message its bytes belong to this record: whoever makes one hands them over
 */
@SuppressWarnings("ArrayRecordComponent") // passed through, never compared
record BufferedSale(long number, String serial, long sequence, byte[] message) {
    private static final int FIXED = Long.BYTES + Long.BYTES + 1;

    /** The longest message of the published protocol, the longest serial, and the numbers. */
    static final int MOST_BYTES = 65_536 + 255 + FIXED;

    BufferedSale numbered(long next) {
        return new BufferedSale(next, serial, sequence, message);
    }

    int length() {
        return FIXED + serial.length() + message.length;
    }

    void write(ByteBuffer target) {
        byte[] name = serial.getBytes(StandardCharsets.US_ASCII);
        target.putLong(number)
                .putLong(sequence)
                .put((byte) name.length)
                .put(name)
                .put(message);
    }

    static BufferedSale read(byte[] payload) {
        ByteBuffer source = ByteBuffer.wrap(payload);
        long number = source.getLong();
        long sequence = source.getLong();
        byte[] name = new byte[Byte.toUnsignedInt(source.get())];
        source.get(name);
        byte[] message = Arrays.copyOfRange(payload, source.position(), payload.length);
        return new BufferedSale(number, new String(name, StandardCharsets.US_ASCII), sequence, message);
    }
}
