/** Reads bytes written as hex text, as it comes in from a pipe: two digits a byte, blanks and line ends between bytes. */
package org.caishi.tool;

/** The digits of one byte stand together, so that a lost digit is noticed at once and not read on askew. */
final class HexText {
    private static final int NONE = -1;

    private int high = NONE;
    private long position;
    private String words = "";

    /** Replaces the text in the buffer by the bytes it means, as far as it is good; answers how many. */
    int toBytes(byte[] buffer, int length) {
        int bytes = 0;
        for (int i = 0; i < length && !isBad(); i++) {
            position++;
            int character = buffer[i] & 0xFF;
            int digit = Character.digit(character, 16);
            if (digit < 0 && (!isBlank(character) || high != NONE)) {
                words = "bad hex at character " + position + ": " + shown(character);
            } else if (digit >= 0 && high == NONE) {
                high = digit;
            } else if (digit >= 0) {
                buffer[bytes++] = (byte) (high << 4 | digit);
                high = NONE;
            }
        }
        return bytes;
    }

    boolean isBad() {
        return !words.isEmpty();
    }

    /** Whether the text is over in the middle of a byte. */
    boolean endsHalfway() {
        if (high != NONE && !isBad()) {
            words = "bad hex: the text ends in the middle of a byte";
        }
        return high != NONE;
    }

    String words() {
        return words;
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }

    private static String shown(int character) {
        return isBlank(character)
                ? "a byte of one digit"
                : character > ' ' && character < 0x7F ? "'" + (char) character + "'" : "byte %02X".formatted(character);
    }
}
