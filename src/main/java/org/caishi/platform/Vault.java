/** Seals secrets and personal data before they reach a row, and opens them again. */
package org.caishi.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * AES-256-GCM per field; a sealed value is key id (1 byte), nonce (12 bytes), ciphertext and tag. The context (table
 * and column) is authenticated, so a value moved to another column does not open. Searching is by keyed hash.
 */
@Component
public class Vault {
    private static final byte KEY_ID = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec sealing;
    private final SecretKeySpec hashing;

    /**
     * @param secret 64 hex digits; empty means: kept in a file of the data folder, made on the first start
     * @param data the data folder
     */
    public Vault(@Value("${caishi.secret-key:}") String secret, @Value("${caishi.data}") Path data) {
        byte[] master = HexFormat.of().parseHex(secret.isBlank() ? keptIn(data.resolve("secret.key")) : secret.strip());
        if (master.length != 32) {
            throw new IllegalArgumentException("CAISHI_SECRET_KEY must be 64 hex digits");
        }
        sealing = new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), "seal"), "AES");
        hashing = new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), "hash"), "HmacSHA256");
    }

    /** Seals bytes for one place, e.g. {@code market_vendor.phone}. */
    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, context);
        return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                .put(KEY_ID)
                .put(nonce)
                .put(sealed)
                .array();
    }

    public byte[] seal(String plain, String context) {
        return seal(plain.getBytes(StandardCharsets.UTF_8), context);
    }

    /**
     * Opens what {@link #seal} made for the same context.
     *
     * @throws IllegalStateException when it was not sealed by this key for this context
     */
    public byte[] open(byte[] sealed, String context) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        if (sealed.length < 1 + NONCE_BYTES || buffer.get() != KEY_ID) {
            throw new IllegalStateException("sealed by an unknown key: " + context);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return run(Cipher.DECRYPT_MODE, nonce, rest, context);
    }

    public String openText(byte[] sealed, String context) {
        return new String(open(sealed, context), StandardCharsets.UTF_8);
    }

    /** The keyed hash by which a sealed value can be found. */
    public byte[] hash(String plain, String context) {
        return mac(hashing, context + "\n" + plain);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open what is sealed for " + context, e);
        }
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    private String keptIn(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                byte[] fresh = new byte[32];
                random.nextBytes(fresh);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(fresh), StandardOpenOption.WRITE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the secret key in " + file, e);
        }
    }
}
