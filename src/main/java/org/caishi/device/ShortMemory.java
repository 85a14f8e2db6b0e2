/** Keeps answers of the database for a few seconds, so that no frame on a wire costs a query. */
package org.caishi.device;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Bounded by forgetting everything: the working set of a node is far smaller than the bound. */
final class ShortMemory<K, V> {
    static final Duration GOOD_FOR = Duration.ofSeconds(10);
    private static final int MOST = 50_000;

    private final ConcurrentMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
    private final InstantSource clock;

    ShortMemory(InstantSource clock) {
        this.clock = clock;
    }

    V get(K key, Function<K, V> ask) {
        Instant now = clock.instant();
        Kept<V> known = kept.get(key);
        if (known != null && now.isBefore(known.until)) {
            return known.value;
        }
        V value = ask.apply(key);
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(key, new Kept<>(value, now.plus(GOOD_FOR)));
        return value;
    }

    void forget(K key) {
        kept.remove(key);
    }

    private record Kept<V>(V value, Instant until) {}
}
