/** The signature of the 5.1.0 interface: RSA with SHA-256 over the hexadecimal SHA-256 of the sorted fields. */
package org.caishi.channel.unionpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Source: open.unionpay.com, 5.1.0 signMethod 01 (sort, join, SHA-256 as lower-case hex, SHA256withRSA, Base64). */
final class UnionpaySignature {
    private UnionpaySignature() {}

    static String of(UnionpayForm form, PrivateKey key) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key);
            rsa.update(digest(form));
            return Base64.getEncoder().encodeToString(rsa.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the JDK cannot sign with our key", broken);
        }
    }

    /** Whether one of the keys, all valid at once, made the form's signature. A key or certificate inside it is not looked at. */
    static boolean isGenuine(UnionpayForm form, List<PublicKey> keys) {
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(form.get(UnionpayForm.SIGNATURE));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return keys.stream().anyMatch(key -> isOf(key, digest(form), signature));
    }

    private static boolean isOf(PublicKey key, byte[] digest, byte[] signature) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initVerify(key);
            rsa.update(digest);
            return rsa.verify(signature);
        } catch (SignatureException notASignature) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the JDK cannot verify with the platform's key", broken);
        }
    }

    private static byte[] digest(UnionpayForm form) {
        try {
            byte[] sha =
                    MessageDigest.getInstance("SHA-256").digest(form.signed().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }
}
