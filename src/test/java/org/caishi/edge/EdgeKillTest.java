/** An edge killed at random moments, with a line that comes and goes: every sale it acknowledged is at the centre, once, in order. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.market.Market;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.testing.TestRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One buffer for all seeds, so that each start recovers what the kill before it left. {@code caishi.fault.seeds} of them
 * from {@code caishi.fault.first} on: 6 by default, more for the long run.
 */
@ProductTest
class EdgeKillTest {
    private static final int SEEDS = Integer.getInteger("caishi.fault.seeds", 6);
    private static final int FIRST = Integer.getInteger("caishi.fault.first", 0);
    private static final int LONGEST_MILLIS = 700;
    private static final int SCALES = 3;
    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    JdbcTemplate jdbc;

    private @Nullable EdgeProcess running;

    @AfterEach
    void leaveNothingBehind() throws InterruptedException {
        if (running != null) {
            running.kill();
        }
    }

    @Test
    void whateverIsKilledOrCutWhatWasAcknowledgedIsBookedOnceAndInOrder() throws Exception {
        Market market = markets.open(0);
        EdgeFloor floor = EdgeFloor.open(devices, jdbc, market);
        Path data = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/test-data").toAbsolutePath()), "edge-");
        int port = TestRun.freePort();
        Map<Device, EdgeScale> scales = new HashMap<>();
        for (int i = 1; i <= SCALES; i++) {
            Device scale = floor.smartScale(markets.stall(market, "A" + i).stall());
            scales.put(scale, new EdgeScale(scale, devices.key(scale), port).sell());
        }
        try (CutLine line = new CutLine(Integer.parseInt(System.getProperty("CAISHI_PORT")))) {
            for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
                killOnce(seed, floor, line, data, port, scales.values());
            }
            line.mend();
            EdgeProcess last = EdgeProcess.start(floor, line.address(), data, port);
            running = last;
            awaitSomeMore(scales.values(), last);
            for (EdgeScale scale : scales.values()) {
                scale.close();
            }
            scales.forEach((device, scale) -> await().atMost(SOON)
                    .untilAsserted(() -> assertThat(floor.booked(device))
                            .startsWith(scale.acknowledged().toArray(Long[]::new))));
            last.stop();
        }
        scales.forEach((device, scale) -> {
            List<Long> booked = floor.booked(device);
            assertThat(booked).doesNotHaveDuplicates().isSorted();
            // The last one may have been stored without its answer arriving.
            assertThat(booked.size() - scale.acknowledged().size()).isBetween(0, 1);
            assertThat(scale.acknowledged()).hasSizeGreaterThan(SEEDS * 3);
        });
    }

    private void killOnce(int seed, EdgeFloor floor, CutLine line, Path data, int port, Iterable<EdgeScale> scales)
            throws Exception {
        Random random = new Random(seed);
        if (seed > FIRST && random.nextBoolean()) {
            line.cut();
        } else {
            line.mend();
        }
        EdgeProcess edge = EdgeProcess.start(floor, line.address(), data, port);
        running = edge;
        awaitSomeMore(scales, edge);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
        if (random.nextBoolean()) {
            line.cut();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
        }
        if (random.nextBoolean()) {
            line.mend();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
        }
        edge.kill();
    }

    private static void awaitSomeMore(Iterable<EdgeScale> scales, EdgeProcess edge) {
        List<Integer> before = new ArrayList<>();
        scales.forEach(scale -> before.add(scale.acknowledged().size()));
        await().atMost(SOON).until(() -> {
            assertThat(edge.isAlive()).as("the edge runs").isTrue();
            List<Integer> now = new ArrayList<>();
            scales.forEach(scale -> now.add(scale.acknowledged().size()));
            for (int i = 0; i < now.size(); i++) {
                if (now.get(i) < before.get(i) + 5) {
                    return false;
                }
            }
            return true;
        });
    }
}
