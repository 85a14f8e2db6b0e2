/** What a Yaohua indicator in command mode is asked: the six request frames of one address. */
package org.caishi.scale.protocol;

import java.util.Locale;

/**
 * The requests to one indicator.
 *
 * @param address {@code A} to {@code Z}, as set on the indicator
 */
public record YaohuaRequests(char address) {
    public YaohuaRequests {
        if (address < 'A' || address > 'Z') {
            throw new IllegalArgumentException("an address is A to Z, not " + address);
        }
    }

    public byte[] handshake() {
        return frame('A');
    }

    public byte[] gross() {
        return frame('B');
    }

    public byte[] tare() {
        return frame('C');
    }

    public byte[] net() {
        return frame('D');
    }

    public byte[] price() {
        return frame('E');
    }

    public byte[] amount() {
        return frame('F');
    }

    private byte[] frame(char command) {
        String check = String.format(Locale.ROOT, "%02X", address ^ command);
        return new byte[] {
            Octets.STX, (byte) address, (byte) command, (byte) check.charAt(0), (byte) check.charAt(1), Octets.ETX
        };
    }
}
