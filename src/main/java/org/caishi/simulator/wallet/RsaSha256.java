/** RSA with SHA-256 and Base64: how every service signs what it sends and checks what it is sent. */
package org.caishi.simulator.wallet;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;

public final class RsaSha256 {
    private static final String ALGORITHM = "SHA256withRSA";

    private RsaSha256() {}

    /** Signs the parts as one text. */
    public static String sign(PrivateKey key, byte[]... parts) {
        try {
            Signature rsa = Signature.getInstance(ALGORITHM);
            rsa.initSign(key);
            for (byte[] part : parts) {
                rsa.update(part);
            }
            return Base64.getEncoder().encodeToString(rsa.sign());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the JDK cannot sign with the service's key", broken);
        }
    }

    /** True when the key's owner signed exactly these parts as one text. */
    public static boolean isSigned(PublicKey key, String signature, byte[]... parts) {
        try {
            Signature rsa = Signature.getInstance(ALGORITHM);
            rsa.initVerify(key);
            for (byte[] part : parts) {
                rsa.update(part);
            }
            return rsa.verify(Base64.getDecoder().decode(signature));
        } catch (SignatureException | IllegalArgumentException notASignature) {
            return false;
        } catch (InvalidKeyException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException("the JDK cannot verify with the merchant's key", broken);
        }
    }

    /** The same signature with one bit of it wrong. */
    public static String spoilt(String signature) {
        byte[] bytes = Base64.getDecoder().decode(signature);
        bytes[bytes.length / 2] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }
}
