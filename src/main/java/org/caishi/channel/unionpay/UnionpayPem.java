/** Reads RSA keys from PEM text, as certificate authorities and acquirers hand them out. */
package org.caishi.channel.unionpay;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

final class UnionpayPem {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (PRIVATE KEY|PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private UnionpayPem() {}

    /**
     * The one private key of the text.
     *
     * @throws IllegalArgumentException when there is none
     */
    static PrivateKey privateKey(String pem) {
        MatchResult block = BLOCK.matcher(pem)
                .results()
                .filter(found -> found.group(1).equals("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no private key"));
        try {
            return rsa().generatePrivate(new PKCS8EncodedKeySpec(bytes(block)));
        } catch (GeneralSecurityException notAKey) {
            throw new IllegalArgumentException("not an RSA key", notAKey);
        }
    }

    /**
     * Every public key of the text, bare or in a certificate.
     *
     * @throws IllegalArgumentException when there is none, or one that is not RSA
     */
    static List<PublicKey> publicKeys(String pem) {
        List<PublicKey> keys = BLOCK.matcher(pem)
                .results()
                .filter(found -> !found.group(1).equals("PRIVATE KEY"))
                .map(UnionpayPem::publicKey)
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no public key");
        }
        return keys;
    }

    private static PublicKey publicKey(MatchResult block) {
        try {
            // A key of a certificate is read again, so that it belongs to the provider that verifies fastest.
            return rsa().generatePublic(new X509EncodedKeySpec(
                    block.group(1).equals("PUBLIC KEY") ? bytes(block) : inCertificate(bytes(block))));
        } catch (GeneralSecurityException notAKey) {
            throw new IllegalArgumentException("not an RSA key", notAKey);
        }
    }

    private static byte[] inCertificate(byte[] der) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey()
                .getEncoded();
    }

    private static byte[] bytes(MatchResult block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    private static KeyFactory rsa() throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA");
    }
}
