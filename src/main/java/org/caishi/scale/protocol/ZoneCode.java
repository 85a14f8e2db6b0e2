/** Names as label scales carry them: 区位码, the row and column of a character in GB 2312, four digits each. */
package org.caishi.scale.protocol;

import java.nio.charset.Charset;

final class ZoneCode {
    private static final Charset GB2312 = Charset.forName("GB2312");
    private static final int SHIFT = 0xA0;
    private static final int DIGITS = 4;

    /** Row 3 holds the wide forms of ASCII, column = code − 32; the wide blank is 0101. */
    private static final int ASCII_ROW = 3;

    private static final int ASCII_SHIFT = 0x20;
    private static final String BLANK = "0101";
    private static final String END = "0000";

    private ZoneCode() {}

    /** Writes a text; what GB 2312 does not have is left out. */
    static String of(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().forEach(character -> digits.append(ofCharacter(character)));
        return digits.toString();
    }

    private static String ofCharacter(int character) {
        if (character == ' ') {
            return BLANK;
        }
        if (character > ' ' && character < 0x7F) {
            return pair(ASCII_ROW, character - ASCII_SHIFT);
        }
        byte[] bytes = Character.toString(character).getBytes(GB2312);
        return bytes.length == 2 ? pair((bytes[0] & 0xFF) - SHIFT, (bytes[1] & 0xFF) - SHIFT) : "";
    }

    private static String pair(int row, int column) {
        return "" + row / 10 + row % 10 + column / 10 + column % 10;
    }

    /** Reads a text, up to 0000 or to the end; an impossible pair of row and column becomes U+FFFD. */
    static String text(String digits) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + DIGITS <= digits.length(); at += DIGITS) {
            String pair = digits.substring(at, at + DIGITS);
            if (pair.equals(END)) {
                break;
            }
            text.append(character(pair));
        }
        return text.toString();
    }

    private static String character(String pair) {
        int row = Integer.parseInt(pair.substring(0, 2));
        int column = Integer.parseInt(pair.substring(2));
        if (pair.equals(BLANK)) {
            return " ";
        }
        if (row == ASCII_ROW && column >= 1 && column <= 94) {
            return Character.toString(column + ASCII_SHIFT);
        }
        return new String(new byte[] {(byte) (row + SHIFT), (byte) (column + SHIFT)}, GB2312);
    }
}
