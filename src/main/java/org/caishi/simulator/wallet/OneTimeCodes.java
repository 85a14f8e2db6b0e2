/** Codes that serve once and not for long: what a payer brings back to a merchant's page, an address of a download. */
package org.caishi.simulator.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * At most {@link #MOST} of them; the oldest go first.
 *
 * @param <T> what a code stands for
 */
public final class OneTimeCodes<T> {
    private static final int MOST = 100_000;

    private final Map<String, Given<T>> codes = new ConcurrentHashMap<>();
    private final Queue<String> byAge = new ConcurrentLinkedQueue<>();
    private final Duration lives;
    private final Clock clock;

    public OneTimeCodes(Duration lives, Clock clock) {
        this.lives = lives;
        this.clock = clock;
    }

    private record Given<T>(T value, Instant expires) {}

    /** A new code of 32 letters and digits. */
    public String give(T value) {
        String code = UUID.randomUUID().toString().replace("-", "");
        codes.put(code, new Given<>(value, clock.instant().plus(lives)));
        byAge.add(code);
        while (codes.size() > MOST) {
            String oldest = byAge.poll();
            if (oldest == null) {
                break;
            }
            codes.remove(oldest);
        }
        return code;
    }

    /** What a code stands for, unless it was used or is too old. */
    public Optional<T> redeem(String code) {
        return Optional.ofNullable(codes.remove(code))
                .filter(given -> !clock.instant().isAfter(given.expires()))
                .map(Given::value);
    }
}
