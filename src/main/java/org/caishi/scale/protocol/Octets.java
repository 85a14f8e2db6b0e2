/** Bytes as the numbers that protocols mean: 0 to 255. */
package org.caishi.scale.protocol;

final class Octets {
    static final int STX = 0x02;
    static final int ETX = 0x03;
    static final int LF = 0x0A;

    private Octets() {}

    static int unsigned(byte value) {
        return value & 0xFF;
    }

    /** The value of an upper-case hex digit, or -1: protocols that write upper case mean upper case. */
    static int hexDigit(int octet) {
        if (octet >= '0' && octet <= '9') {
            return octet - '0';
        }
        return octet >= 'A' && octet <= 'F' ? octet - 'A' + 10 : -1;
    }
}
