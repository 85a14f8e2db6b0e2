/** A number that a frame writes as text: sign, digits and point, with blanks before and after. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

/** One a decoder, read again for each frame, so that a frame costs no memory. */
final class TextNumber {
    /** With leading zeros; without them ten are the most. */
    private static final int MOST_FIGURES = 20;

    private static final long TOO_LARGE = 10_000_000_000L;
    private static final int MOST_DECIMALS = 5;

    private boolean signed;
    private boolean negative;
    private long digits;
    private int figures;
    private int decimals;
    private boolean pointed;

    /**
     * Reads the number that these bytes are: {@code -  0.50}, {@code +000000.}. What is no number, or has more than ten
     * digits after its leading zeros or more than five decimals, is answered with false.
     */
    boolean read(byte[] bytes, int from, int to) {
        signed = false;
        negative = false;
        digits = 0;
        figures = 0;
        decimals = 0;
        pointed = false;
        int at = skipBlanks(bytes, from, to);
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            signed = true;
            negative = bytes[at] == '-';
            at = skipBlanks(bytes, at + 1, to);
        }
        while (at < to && take(unsigned(bytes[at]))) {
            at++;
        }
        return figures > 0 && skipBlanks(bytes, at, to) == to && decimals <= MOST_DECIMALS && digits < TOO_LARGE;
    }

    private boolean take(int octet) {
        if (octet == '.' && !pointed) {
            pointed = true;
            return true;
        }
        if (!Octets.isDigit(octet) || figures == MOST_FIGURES || digits >= TOO_LARGE) {
            return false;
        }
        digits = digits * 10 + octet - '0';
        figures++;
        decimals += pointed ? 1 : 0;
        return true;
    }

    /** Whether the text has a sign, be it plus or minus. */
    boolean signed() {
        return signed;
    }

    boolean negative() {
        return negative;
    }

    /** The digits as one number, without the point. */
    long digits() {
        return digits;
    }

    int decimals() {
        return decimals;
    }

    /** Whether the text has a point, even one without digits after it. */
    boolean pointed() {
        return pointed;
    }

    private static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return at;
    }
}
