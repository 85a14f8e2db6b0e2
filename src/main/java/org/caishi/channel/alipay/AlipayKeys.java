/** RSA2 (SHA-256 with RSA, Base64) with our key and with Alipay's keys, of which several may be valid at once. */
package org.caishi.channel.alipay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

final class AlipayKeys {
    private static final String ALGORITHM = "SHA256withRSA";

    private final AlipayContract contract;

    AlipayKeys(AlipayContract contract) {
        this.contract = contract;
    }

    /** @throws IllegalArgumentException when it is no Base64 */
    static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der(pem)));
    }

    /** @throws IllegalArgumentException when it is no Base64 */
    static PublicKey publicKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der(pem)));
    }

    /** With or without its lines of dashes, as the open platform's console gives keys. */
    private static byte[] der(String pem) {
        return Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    String sign(String text) {
        try {
            Signature rsa = Signature.getInstance(ALGORITHM);
            rsa.initSign(contract.appPrivateKey());
            rsa.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(rsa.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("cannot sign with the application's key", broken);
        }
    }

    /** Whether one of Alipay's keys signed exactly these bytes. */
    boolean isAlipays(byte[] text, String signature) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return contract.alipayPublicKeys().stream().anyMatch(key -> isSigned(key, text, decoded));
    }

    private static boolean isSigned(PublicKey key, byte[] text, byte[] signature) {
        try {
            Signature rsa = Signature.getInstance(ALGORITHM);
            rsa.initVerify(key);
            rsa.update(text);
            return rsa.verify(signature);
        } catch (SignatureException notASignature) {
            return false;
        } catch (InvalidKeyException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException("cannot verify with Alipay's key", broken);
        }
    }
}
