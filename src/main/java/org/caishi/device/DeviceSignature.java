/** Proves who a device is: HMAC-SHA256 with its own key over what it says, a fresh time and a number used once. */
package org.caishi.device;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class DeviceSignature {
    /** How far a device's clock may be from ours, either way. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    /** A time may be five minutes ahead, so its nonce could come again for ten; one more for our own slowness. */
    static final Duration REMEMBERED = FRESH.multipliedBy(2).plusMinutes(1);

    private static final int FORGET_AT_ONCE = 1_000;
    private static final int FORGET_ROUNDS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(DeviceSignature.class);

    private final GoodKeys keys;
    private final Nonces nonces;
    private final InstantSource clock;

    DeviceSignature(GoodKeys keys, Nonces nonces, InstantSource clock) {
        this.keys = keys;
        this.nonces = nonces;
        this.clock = clock;
    }

    /** For a process without a database, which remembers by itself which numbers were used. */
    public static DeviceSignature inMemory(LinkedDevices devices, InstantSource clock) {
        return new DeviceSignature((device, fits) -> fits.test(devices.key(device)), new NonceMemory(), clock);
    }

    /** What became of a proof; the word is what a device is told. */
    public enum Verdict {
        GOOD("ok"),
        /** Time, nonce or signature do not have their form. */
        MALFORMED("form"),
        STALE("time"),
        WRONG("signature"),
        REPLAYED("nonce");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * What a device adds to its words.
     *
     * @param timestamp Unix time in whole seconds
     * @param nonce 8 to 64 letters and digits
     * @param signature 64 hex digits
     */
    public record Proof(String timestamp, String nonce, String signature) {
        private static final Pattern TIMESTAMP = Pattern.compile("\\d{1,11}");
        private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9]{8,64}");
        private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{64}");

        boolean hasForm() {
            return TIMESTAMP.matcher(timestamp).matches()
                    && NONCE.matcher(nonce).matches()
                    && SIGNATURE.matcher(signature).matches();
        }
    }

    /** The signature in lower-case hex. */
    public static String of(byte[] key, String text) {
        return of(key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The signature of exactly these bytes. */
    public static String of(byte[] key, byte[] text) {
        return HexFormat.of().formatHex(mac(key, text));
    }

    /** Whether a signature in hex is the text's, told in the same time wherever they differ. */
    public static boolean matches(byte[] key, byte[] text, String signature) {
        return MessageDigest.isEqual(mac(key, text), bytes(signature));
    }

    /**
     * Looks at form, time and signature, then uses the nonce up; a bad signature uses nothing.
     *
     * @param texts the forms of what may have been signed; one must fit
     */
    public Verdict verify(Device device, Proof proof, List<byte[]> texts) {
        if (!proof.hasForm()) {
            return Verdict.MALFORMED;
        }
        Instant now = clock.instant();
        Instant said = Instant.ofEpochSecond(Long.parseLong(proof.timestamp));
        if (Duration.between(said, now).abs().compareTo(FRESH) > 0) {
            return Verdict.STALE;
        }
        if (!keys.proves(device, key -> texts.stream().anyMatch(text -> matches(key, text, proof.signature)))) {
            return Verdict.WRONG;
        }
        try {
            nonces.use(device.serial(), proof.nonce, now);
            return Verdict.GOOD;
        } catch (DuplicateKeyException used) {
            return Verdict.REPLAYED;
        }
    }

    /** Forgets nonces that no fresh time can carry any more, in small steps so that devices never wait for it. */
    @Scheduled(fixedDelay = 60_000)
    void forgetOldNonces() {
        Instant before = clock.instant().minus(REMEMBERED);
        try {
            for (int round = 0; round < FORGET_ROUNDS; round++) {
                if (nonces.forget(before, FORGET_AT_ONCE) < FORGET_AT_ONCE) {
                    return;
                }
            }
        } catch (RuntimeException failure) {
            LOG.warn("old nonces stay until the next minute: {}", failure.toString());
        }
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException noHex) {
            return new byte[0];
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
