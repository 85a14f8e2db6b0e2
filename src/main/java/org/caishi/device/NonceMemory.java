/** Remembers in memory which numbers-used-once have been used, where there is no database. */
package org.caishi.device;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;

/**
 * Only good signatures use a nonce up, so strangers fill nothing here. When it is full, the product is busy being dialled
 * by its own scales: a nonce is refused rather than forgotten too soon.
 */
final class NonceMemory implements Nonces {
    private static final int MOST = 100_000;

    private final Map<String, Instant> used = new HashMap<>();

    @Override
    public synchronized void use(String serial, String nonce, Instant at) {
        if (used.size() >= MOST) {
            forget(at.minus(DeviceSignature.REMEMBERED), MOST);
        }
        if (used.size() >= MOST || used.putIfAbsent(serial + " " + nonce, at) != null) {
            throw new DuplicateKeyException(nonce);
        }
    }

    @Override
    public synchronized int forget(Instant before, int most) {
        int count = 0;
        for (Iterator<Instant> times = used.values().iterator(); times.hasNext() && count < most; ) {
            if (times.next().isBefore(before)) {
                times.remove();
                count++;
            }
        }
        return count;
    }
}
