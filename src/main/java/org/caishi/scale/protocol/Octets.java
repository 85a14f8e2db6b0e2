/** Bytes as the numbers that protocols mean: 0 to 255. */
package org.caishi.scale.protocol;

final class Octets {
    static final int STX = 0x02;
    static final int ETX = 0x03;
    static final int LF = 0x0A;
    static final int CR = 0x0D;

    private Octets() {}

    static int unsigned(byte value) {
        return value & 0xFF;
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isLetter(int octet) {
        return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
    }

    /** The value of an upper-case hex digit, or -1: protocols that write upper case mean upper case. */
    static int hexDigit(int octet) {
        if (isDigit(octet)) {
            return octet - '0';
        }
        return octet >= 'A' && octet <= 'F' ? octet - 'A' + 10 : -1;
    }

    /** The number that two upper-case hex digits write, high nibble first; negative when they do not. */
    static int hexPair(byte[] bytes, int at) {
        return hexDigit(unsigned(bytes[at])) << 4 | hexDigit(unsigned(bytes[at + 1]));
    }

    static int xor(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum ^= unsigned(bytes[i]);
        }
        return sum;
    }

    /** Where this byte stands first, or -1. */
    static int first(int octet, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (unsigned(bytes[i]) == octet) {
                return i;
            }
        }
        return -1;
    }

    /** Where this byte stands last, or -1. */
    static int last(int octet, byte[] bytes, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (unsigned(bytes[i]) == octet) {
                return i;
            }
        }
        return -1;
    }

    static boolean areDigits(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
