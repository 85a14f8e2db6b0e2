/** Keeps answers of the database for a few seconds, so that no frame on a wire and no payment costs a query. */
package org.caishi.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Bounded by forgetting everything: the working set of a node is far smaller than the bound. */
public final class ShortMemory<K, V> {
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    /** By how much some are good for less: a thousand answers that came at once must not be asked for at once again. */
    private static final Duration SPREAD = Duration.ofSeconds(5);

    private static final int MOST = 50_000;

    private final ConcurrentMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public ShortMemory(InstantSource clock) {
        this.clock = clock;
    }

    /** What was answered at most ten seconds ago, or what is answered now. */
    public V get(K key, Function<K, V> ask) {
        Instant now = clock.instant();
        Kept<V> known = kept.get(key);
        if (known != null && now.isBefore(known.until)) {
            return known.value;
        }
        V value = ask.apply(key);
        if (kept.size() >= MOST) {
            kept.clear();
        }
        long less = ThreadLocalRandom.current().nextLong(SPREAD.toMillis());
        kept.put(key, new Kept<>(value, now.plus(AT_MOST).minusMillis(less)));
        return value;
    }

    /**
     * Asks anew: at once, for what the open transaction reads itself, and when it has ended, for what others have read
     * meanwhile.
     */
    public void forgetWithTransaction(K key) {
        forget(key);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    forget(key);
                }
            });
        }
    }

    private void forget(K key) {
        kept.remove(key);
    }

    private record Kept<V>(V value, Instant until) {}
}
