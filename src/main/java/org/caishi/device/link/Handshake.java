/** The first line of a device that dials in: CAISHI {serial} {protocol} {timestamp} {nonce} {signature}. */
package org.caishi.device.link;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.caishi.device.DeviceSignature.Proof;

/** What the line says; nothing of it is proven yet. */
record Handshake(String serial, String protocol, Proof proof) {
    private static final int WORDS = 6;

    static Optional<Handshake> parse(String line) {
        String[] words = line.split(" ", -1);
        return words.length == WORDS && words[0].equals("CAISHI")
                ? Optional.of(new Handshake(words[1], words[2], new Proof(words[3], words[4], words[5])))
                : Optional.empty();
    }

    /** What the signature is over. */
    byte[] signed() {
        return String.join("\n", serial, protocol, proof.timestamp(), proof.nonce())
                .getBytes(StandardCharsets.UTF_8);
    }
}
