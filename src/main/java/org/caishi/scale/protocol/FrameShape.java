/** The layout of a frame of one length: bytes that are given, text, and bytes that may be anything. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

/**
 * A layout.
 *
 * @param layout one character a byte: {@code t} stands for text, which is any byte but the one that starts the frame;
 *     {@code *} for any byte, e.g. a checksum; everything else for itself
 */
record FrameShape(String layout) {
    int length() {
        return layout.length();
    }

    boolean isWhole(byte[] bytes, int from, int to) {
        return fits(bytes, from, to) == length();
    }

    /** Whether these bytes can still become such a frame. */
    boolean isBegun(byte[] bytes, int from, int to) {
        int fits = fits(bytes, from, to);
        return fits < length() && fits == to - from;
    }

    /** How many bytes from here fit, before the first that does not. */
    int fits(byte[] bytes, int from, int to) {
        int most = Math.min(length(), to - from);
        int fits = 0;
        while (fits < most && allows(layout.charAt(fits), unsigned(bytes[from + fits]))) {
            fits++;
        }
        return fits;
    }

    private boolean allows(char kind, int octet) {
        return switch (kind) {
            case 't' -> octet != layout.charAt(0);
            case '*' -> true;
            default -> octet == kind;
        };
    }
}
