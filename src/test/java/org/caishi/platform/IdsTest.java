/** Ids are unique under load, rise with time, and say their market's shard. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void aHundredThousandIdsOfEightThreadsAreAllDifferent() {
        Ids ids = new Ids(Clock.systemUTC(), 3);
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 100_000).parallel().forEach(i -> seen.add(ids.next(i % 5)));

        assertThat(seen).hasSize(100_000);
    }

    @Test
    void theShardOfTheMarketCanBeRead() {
        Ids ids = new Ids(Clock.systemUTC(), 15);

        assertThat(Ids.shardOf(ids.next(102))).isEqualTo(102);
        assertThat(Ids.shardOf(ids.next(258))).isEqualTo(2);
        assertThat(Ids.shardOf(ids.next(0))).isZero();
    }

    @Test
    void laterIdsAreGreaterAndNoneIsNegative() {
        Ids before = new Ids(Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC), 0);
        Ids after = new Ids(Clock.fixed(Instant.parse("2026-11-22T00:00:01Z"), ZoneOffset.UTC), 0);

        assertThat(after.next(7)).isGreaterThan(before.next(7));
        assertThat(new Ids(Clock.fixed(Instant.parse("2080-01-01T00:00:00Z"), ZoneOffset.UTC), 15).next(255))
                .isPositive();
    }

    @Test
    void aClockThatStandsStillRepeatsNothing() {
        Ids ids = new Ids(Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC), 0);

        assertThat(IntStream.range(0, 5_000).mapToObj(i -> ids.next(1)).distinct())
                .hasSize(5_000);
    }

    @Test
    void aClockThatIsBehindMakesIdsAfterTheOneGiven() {
        Ids ahead = new Ids(Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC), 15);
        Ids behind = new Ids(Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC), 0);
        long given = ahead.next(7);
        long after = behind.nextAfter(7, given);

        assertThat(after).isGreaterThan(given);
        assertThat(Ids.shardOf(after)).isEqualTo(7);
        assertThat(behind.next(7)).isGreaterThan(after);
        assertThat(behind.next(8)).as("other markets keep their own time").isLessThan(given);
        assertThat(ahead.nextAfter(7, after)).isGreaterThan(after);
    }
}
