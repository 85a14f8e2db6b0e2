/** A device's message exactly as it came, kept because hashes and signatures are over bytes, not over meaning. */
package org.caishi.scale;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

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

    /** SHA-256 in hex, from the first brace to the last, so that a line end more or less makes no other message of it. */
    String sha256() {
        int from = 0;
        int to = bytes.length;
        while (from < to && Character.isWhitespace(bytes[from])) {
            from++;
        }
        while (to > from && Character.isWhitespace(bytes[to - 1])) {
            to--;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, to - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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
