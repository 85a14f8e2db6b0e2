/** A device's message exactly as it came, kept because hashes and signatures are over bytes, not over meaning. */
package org.caishi.scale;

import java.util.Arrays;

public final class MessageBytes {
    private final byte[] bytes;

    private MessageBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static MessageBytes copyOf(byte[] source, int from, int to) {
        return new MessageBytes(Arrays.copyOfRange(source, from, to));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
