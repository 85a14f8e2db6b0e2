/** Seals the keys of scales for their edge, so that it can check their handshakes while the line is down. */
package org.caishi.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a key drawn from the edge's own, bound to the scale's serial; they are sealed on the line and on the
 * edge's disk. The nonce is drawn from what is sealed: the same key sealed again gives the same text, so an unchanged
 * configuration looks unchanged.
 */
final class ScaleKeys {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] sealing;

    ScaleKeys(byte[] edgeKey) {
        this.sealing = mac(edgeKey, "caishi-edge-scale-keys".getBytes(StandardCharsets.US_ASCII));
    }

    String seal(String serial, byte[] scaleKey) {
        byte[] name = serial.getBytes(StandardCharsets.US_ASCII);
        byte[] named = Arrays.copyOf(name, name.length + 1 + scaleKey.length);
        System.arraycopy(scaleKey, 0, named, name.length + 1, scaleKey.length);
        byte[] nonce = Arrays.copyOf(mac(sealing, named), NONCE);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, name, scaleKey);
        return HexFormat.of().formatHex(nonce) + HexFormat.of().formatHex(sealed);
    }

    /** @throws IllegalArgumentException when it was sealed for another edge or another scale */
    byte[] open(String serial, String sealed) {
        byte[] bytes = HexFormat.of().parseHex(sealed);
        if (bytes.length <= NONCE) {
            throw new IllegalArgumentException("no sealed key: " + serial);
        }
        return crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(bytes, NONCE),
                serial.getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOfRange(bytes, NONCE, bytes.length));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] serial, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(sealing, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(serial);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key of " + new String(serial, StandardCharsets.US_ASCII) + " is not sealed for this edge", e);
        }
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }
}
