/** The platform's public keys that are believed, by their ids: one, or two while the platform changes its key. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.cipher.Verifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's own configuration holds one public key; through its {@link Verifier} it believes these. To the platform the
 * newest is named, so that it answers with that one.
 */
final class PlatformKeys implements Verifier {
    private final Map<String, PublicKey> byId;
    private final String newest;

    /**
     * @param byId the newest first, at least one
     */
    PlatformKeys(Map<String, PublicKey> byId) {
        this.byId = new LinkedHashMap<>(byId);
        this.newest = byId.keySet().iterator().next();
    }

    static PlatformKeys of(String id, PublicKey key) {
        return new PlatformKeys(Map.of(id, key));
    }

    boolean knows(String id) {
        return byId.containsKey(id);
    }

    Set<String> ids() {
        return byId.keySet();
    }

    PublicKey newestKey() {
        return java.util.Objects.requireNonNull(byId.get(newest));
    }

    /** Whether the key of that id signed these lines and this body. */
    boolean signed(String id, String timestamp, String nonce, byte[] body, String signature)
            throws GeneralSecurityException {
        @Nullable PublicKey key = byId.get(id);
        if (key == null) {
            return false;
        }
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initVerify(key);
        rsa.update((timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8));
        rsa.update(body);
        rsa.update((byte) '\n');
        return verified(rsa, signature);
    }

    @Override
    public boolean verify(String id, String message, String signature) {
        @Nullable PublicKey key = byId.get(id);
        if (key == null) {
            return false;
        }
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initVerify(key);
            rsa.update(message.getBytes(StandardCharsets.UTF_8));
            return verified(rsa, signature);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this JDK cannot verify with an RSA key", broken);
        }
    }

    @Override
    public String getSerialNumber() {
        return newest;
    }

    private static boolean verified(Signature rsa, String signature) {
        try {
            return rsa.verify(Base64.getDecoder().decode(signature));
        } catch (SignatureException | IllegalArgumentException notASignature) {
            return false;
        }
    }
}
