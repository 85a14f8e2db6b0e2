/** Reads RSA keys that people paste, and says in their words what is wrong with what they pasted. */
package org.caishi.channel;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.platform.BadInput;

/** The words never quote what was pasted. */
public final class Pem {
    private static final int LEAST_BITS = 2048;
    private static final int LONGEST = 16 * 1024;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Pem() {}

    /**
     * Our private key, PKCS#8.
     *
     * @throws BadInput saying what was pasted instead
     */
    public static PrivateKey privateKey(String text) {
        Block block = block(text);
        switch (block.kind()) {
            case "PRIVATE KEY" -> {}
            case "RSA PRIVATE KEY" -> throw new BadInput("channel.pem.pkcs1");
            case "ENCRYPTED PRIVATE KEY" -> throw new BadInput("channel.pem.encrypted");
            default -> throw new BadInput("channel.pem.not.private", block.kind());
        }
        try {
            return longEnough(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(block.der())));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new BadInput("channel.pem.broken");
        }
    }

    /**
     * The other side's public key, by itself or in a certificate.
     *
     * @throws BadInput saying what was pasted instead
     */
    public static PublicKey publicKey(String text) {
        Block block = block(text);
        try {
            return switch (block.kind()) {
                case "PUBLIC KEY" ->
                    longEnough(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(block.der())));
                case "CERTIFICATE" ->
                    longEnough(CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(block.der()))
                            .getPublicKey());
                default -> throw new BadInput("channel.pem.not.public", block.kind());
            };
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            throw new BadInput("channel.pem.broken");
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Block(String kind, byte[] der) {}

    private static Block block(String text) {
        Matcher found = BLOCK.matcher(text.substring(0, Math.min(text.length(), LONGEST)));
        if (!found.find()) {
            throw new BadInput("channel.pem.none");
        }
        try {
            return new Block(
                    found.group(1), Base64.getDecoder().decode(found.group(2).replaceAll("\\s", "")));
        } catch (IllegalArgumentException notBase64) {
            throw new BadInput("channel.pem.broken");
        }
    }

    private static <K> K longEnough(K key) {
        if (!(key instanceof RSAKey rsa)) {
            throw new BadInput("channel.pem.broken");
        }
        if (rsa.getModulus().bitLength() < LEAST_BITS) {
            throw new BadInput(
                    "channel.pem.short", Integer.toString(rsa.getModulus().bitLength()));
        }
        return key;
    }
}
