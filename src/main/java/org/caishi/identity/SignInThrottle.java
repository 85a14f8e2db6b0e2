/** Slows down those who guess passwords: by name and address, and by address alone. */
package org.caishi.identity;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Only failures cost anything: what an attempt takes is given back when it succeeds. At most {@value #MOST_KEYS} keys
 * are remembered, the longest unused go first, and a key that was not used for {@link #FORGOTTEN} is dropped: by then
 * its bucket is full again.
 */
@Component
final class SignInThrottle {
    static final int ATTEMPTS_A_NAME = 8;
    static final int MOST_KEYS = 100_000;
    private static final int ATTEMPTS_AN_ADDRESS = 60;
    private static final Duration REFILL = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Map<String, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private final Clock clock;

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Takes one attempt; false when there have been too many. */
    synchronized boolean mayTry(String name, String address) {
        return bucket(addressKey(address), ATTEMPTS_AN_ADDRESS).tryConsume(1)
                && bucket(nameKey(name, address), ATTEMPTS_A_NAME).tryConsume(1);
    }

    /** Gives back what the attempt took. */
    synchronized void succeeded(String name, String address) {
        bucket(addressKey(address), ATTEMPTS_AN_ADDRESS).addTokens(1);
        bucket(nameKey(name, address), ATTEMPTS_A_NAME).reset();
    }

    synchronized int remembered() {
        return entries.size();
    }

    private Bucket bucket(String key, int attempts) {
        Instant now = clock.instant();
        Entry known = entries.get(key);
        Bucket bucket = known == null ? newBucket(attempts) : known.bucket;
        entries.put(key, new Entry(bucket, now));
        forget(now);
        return bucket;
    }

    private Bucket newBucket(int attempts) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, REFILL))
                .withCustomTimePrecision(new ClockMeter(clock))
                .build();
    }

    /** The map is in order of use, so what may go stands first. */
    private void forget(Instant now) {
        Iterator<Entry> longestUnused = entries.values().iterator();
        while (longestUnused.hasNext()) {
            Entry entry = longestUnused.next();
            if (entries.size() <= MOST_KEYS && entry.usedAt.plus(FORGOTTEN).isAfter(now)) {
                return;
            }
            longestUnused.remove();
        }
    }

    private static String nameKey(String name, String address) {
        String shortName = name.strip().toLowerCase(Locale.ROOT);
        return addressKey(address) + "\n" + shortName.substring(0, Math.min(60, shortName.length()));
    }

    /** An IPv6 customer has a whole /64 to choose from, so that network counts as one address. */
    private static String addressKey(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return "unknown";
        }
    }

    private record Entry(Bucket bucket, Instant usedAt) {}

    /** The product's clock for bucket4j. */
    private record ClockMeter(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return Math.multiplyExact(clock.millis(), 1_000_000L);
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
