/** Guessing is slowed down by name and by address, and the memory for it has a bound. */
package org.caishi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
    private final InstantSource time = now::get;
    private final SignInThrottle throttle = new SignInThrottle(time.withZone(ZoneOffset.UTC));

    @Test
    void aNameMayBeTriedEightTimesFromAnAddressAndAgainAfterAWhile() {
        assertThat(tries("wang", "192.0.2.1", 20)).isEqualTo(SignInThrottle.ATTEMPTS_A_NAME);
        assertThat(throttle.mayTry("wang", "192.0.2.2")).as("from elsewhere").isTrue();
        assertThat(throttle.mayTry("li", "192.0.2.1")).as("another name").isTrue();

        now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
        assertThat(tries("WANG ", "192.0.2.1", 20)).isOne();
    }

    @Test
    void oneAddressCannotTryOnePasswordOnManyNames() {
        int let = 0;
        for (int i = 0; i < 200; i++) {
            let += throttle.mayTry("name" + i, "2001:db8:1:2::" + Integer.toHexString(i + 1)) ? 1 : 0;
        }
        assertThat(let).isEqualTo(60);
        assertThat(throttle.mayTry("wang", "2001:db8:1:3::1"))
                .as("another network")
                .isTrue();
    }

    @Test
    void successCostsNothing() {
        for (int i = 0; i < 500; i++) {
            assertThat(throttle.mayTry("wang", "192.0.2.1")).isTrue();
            throttle.succeeded("wang", "192.0.2.1");
        }
    }

    @Test
    void itRemembersABoundedNumberOfKeysAndForgetsTheOldOnes() {
        for (int i = 0; i < SignInThrottle.MOST_KEYS + 10; i++) {
            throttle.mayTry("wang", "10.%d.%d.%d".formatted(i >> 16, (i >> 8) & 255, i & 255));
        }
        assertThat(throttle.remembered()).isEqualTo(SignInThrottle.MOST_KEYS);

        now.updateAndGet(before -> before.plus(Duration.ofMinutes(20)));
        throttle.mayTry("wang", "192.0.2.1");
        assertThat(throttle.remembered()).isEqualTo(2);
    }

    private int tries(String name, String address, int times) {
        int let = 0;
        for (int i = 0; i < times; i++) {
            let += throttle.mayTry(name, address) ? 1 : 0;
        }
        return let;
    }
}
