/** Remembers what each device's key has proved last, so that the key need not be opened to prove the same again. */
package org.caishi.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;

/**
 * A digest over the sealed key and the proof, and neither of them: another key, or the same one sealed anew, has other
 * bytes, so nothing here outlives a change. Bounded by forgetting everything.
 */
final class ProvedSignatures {
    private static final int MOST = 50_000;
    private static final byte[] NOTHING = {};

    private final ConcurrentMap<Long, byte[]> digests = new ConcurrentHashMap<>();

    /**
     * Whether a proof was proved before with the key that is the device's now, or is proved at this moment.
     *
     * @param sealedKey as its row has it now, in hex
     */
    boolean holds(Device device, String sealedKey, String proof, BooleanSupplier provesNow) {
        byte[] digest = digest(sealedKey + "\n" + proof);
        if (MessageDigest.isEqual(digests.getOrDefault(device.deviceId(), NOTHING), digest)) {
            return true;
        }
        if (!provesNow.getAsBoolean()) {
            return false;
        }
        if (digests.size() >= MOST) {
            digests.clear();
        }
        digests.put(device.deviceId(), digest);
        return true;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
