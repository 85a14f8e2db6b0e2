/** Devices that are heard all at once are written down a batch at a time, each once a minute. */
package org.caishi.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final Instant MORNING = Instant.parse("2026-05-01T00:00:00Z");
    private static final int MANY = 1_200;

    private final TestRegistry registry = new TestRegistry();
    private List<Device> devices = List.of();

    @BeforeEach
    void many() {
        devices = IntStream.range(0, MANY)
                .mapToObj(i -> registry.scale("s%05d".formatted(i), "yaohua-tf0", LinkKind.TCP_IN, "", Map.of()))
                .toList();
    }

    @Test
    void thoseWhoComeTogetherAreWrittenInTurnAndEachOnce() {
        heard(MORNING);

        registry.sightings.write();
        assertThat(registry.rows.seen).hasSize(500);
        registry.sightings.write();
        registry.sightings.write();
        registry.sightings.write();

        assertThat(registry.rows.seen).hasSize(MANY).doesNotHaveDuplicates();
    }

    @Test
    void whoeverHasWaitedLongestComesFirst() {
        heard(MORNING);
        registry.sightings.write();
        List<String> first = List.copyOf(registry.rows.seen);

        heard(MORNING.plusSeconds(61));
        registry.sightings.write();

        assertThat(registry.rows.seen.subList(500, 1_000)).hasSize(500).doesNotContainAnyElementsOf(first);
    }

    @Test
    void nobodyIsLeftWhenTheProductStops() {
        heard(MORNING);
        registry.sightings.write();
        heard(MORNING.plusSeconds(1));

        registry.sightings.writeAll();

        assertThat(registry.rows.seen).hasSize(500 + MANY);
    }

    private void heard(Instant at) {
        devices.forEach(device -> registry.sightings.note(device, at, DeviceReport.NOTHING));
    }
}
