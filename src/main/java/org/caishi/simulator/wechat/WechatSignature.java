/** SHA256-RSA2048 over lines, and AES-GCM over the resource of a notice: the cryptography of APIv3, the platform's side. */
package org.caishi.simulator.wechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.caishi.simulator.wallet.RsaSha256;
import org.springframework.stereotype.Component;

@Component
@SimulatesWechat
class WechatSignature {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TAG_BITS = 128;
    private static final byte[] LINE_END = {'\n'};

    private final WechatKeys keys;
    private final Clock clock;

    WechatSignature(WechatKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The four headers with which the platform vouches for a body. */
    record Vouched(String timestamp, String nonce, String signature, String serial) {}

    /** Signs a body as of {@code ageSeconds} ago (0 for an honest one). */
    Vouched vouch(byte[] body, long ageSeconds) {
        String timestamp = Long.toString(clock.instant().getEpochSecond() - ageSeconds);
        String nonce = nonce(32);
        String signed = RsaSha256.sign(
                keys.platformPrivateKey(),
                (timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8),
                body,
                LINE_END);
        return new Vouched(timestamp, nonce, signed, keys.publicKeyId());
    }

    /** True when the merchant signed exactly these lines and this body. */
    boolean isMerchants(String lines, byte[] body, String signature) {
        return RsaSha256.isSigned(
                keys.merchantPublicKey(), signature, lines.getBytes(StandardCharsets.UTF_8), body, LINE_END);
    }

    /** Encrypts the resource of a notice: AEAD_AES_256_GCM, Base64, the tag at its end. */
    static String sealed(String apiV3Key, String nonce, String associatedData, byte[] resource) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(apiV3Key.getBytes(StandardCharsets.UTF_8), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(resource));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the JDK cannot encrypt with the APIv3 key", broken);
        }
    }

    /** Letters and digits that make no message equal another; nothing secret hangs on them. */
    static String nonce(int length) {
        return ThreadLocalRandom.current()
                .ints(length, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, at) -> text.append(ALPHABET.charAt(at)), StringBuilder::append)
                .toString();
    }
}
