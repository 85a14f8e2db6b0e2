/** An edge on a disk that is really full: it refuses before it loses, goes on by itself with room, and books each sale once. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.market.Market;
import org.caishi.market.NewStall;
import org.caishi.market.Onboarding;
import org.caishi.market.Stall;
import org.caishi.testing.ProductTest;
import org.caishi.testing.SmallDisk;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class EdgeFullDiskTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MEGABYTE = 1024 * 1024;
    private static final int DISK_MB = 16;

    /** As when the room goes between a look at the disk and the write: it is the write that fails. */
    private static final int NOTHING_WARNS = -1;

    /** Never the reason here. */
    private static final long ROOMY = 1024L * MEGABYTE;

    @Autowired
    TestMarket markets;

    @Autowired
    Onboarding onboarding;

    @Autowired
    Devices devices;

    @Autowired
    JdbcTemplate jdbc;

    private Market market;
    private Stall stall;
    private EdgeFloor floor;
    private Device scale;
    private SmallDisk disk;
    private CutLine line;

    @BeforeEach
    void mountTheDisk() throws Exception {
        Path data = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/test-data").toAbsolutePath()), "edge-full-");
        disk = SmallDisk.mount(data, DISK_MB);
        line = new CutLine(Integer.parseInt(System.getProperty("CAISHI_PORT")));
        market = markets.open(0);
        stall = markets.stall(market, "A1").stall();
        floor = EdgeFloor.open(devices, jdbc, market);
        scale = floor.smartScale(stall);
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        line.close();
        disk.close();
    }

    @Test
    void beforeTheDiskIsFullSalesStayOnTheirScaleAndWithRoomAgainTheyAreTaken() throws Exception {
        try (EdgeBox box = start(4)) {
            awaitKnown(box);
            line.cut();
            disk.fill(5);
            EdgeScale told = floor.at(box, scale).wordy(4_000);
            long stored = sellUntilRefused(told);
            assertThat(stored).isGreaterThan(100);
            assertThat(disk.free()).isGreaterThan(3L * MEGABYTE);
            assertThat(box.status().full()).isTrue();
            assertThat(box.status().buffer().waiting()).isEqualTo(stored);

            disk.fill(0);
            assertNotTaken(told.tell(stored + 1));
            line.mend();
            awaitBooked(stored);
            assertNotTaken(told.tell(stored + 1));

            disk.makeRoom();
            assertThat(told.tell(stored + 1)).contains("\"result\":\"accepted\"");
            awaitBooked(stored + 1);
            assertThat(box.status().full()).isFalse();
        }
    }

    @Test
    void whatTheDiskDoesNotTakeIsNotAcknowledgedAndAStartOnTheFullDiskForwardsTheRest() throws Exception {
        long stored;
        try (EdgeBox box = start(NOTHING_WARNS)) {
            awaitKnown(box);
            line.cut();
            disk.fill(1);
            EdgeScale told = floor.at(box, scale).wordy(4_000);
            stored = sellUntilRefused(told);
            assertThat(stored).isGreaterThan(100);
            assertThat(disk.free()).isLessThan(16 * 1024);
            assertThat(box.status().buffer().waiting()).isEqualTo(stored);
        }
        assertThat(Files.exists(disk.folder().resolve("command"))).isTrue();
        try (EdgeBox again = start(0)) {
            EdgeScale told = floor.at(again, scale).wordy(4_000);
            assertThat(again.status().buffer().waiting()).isEqualTo(stored);
            assertThat(again.status().buffer().aside().damaged()).isZero();
            assertThat(told.tell(stored)).as("told again").contains("\"result\":\"accepted\"");
            assertNotTaken(told.tell(stored + 1));

            line.mend();

            awaitBooked(stored);
            // Its own files, which are done with, were what filled the disk.
            await().atMost(SOON).until(() -> told.tell(stored + 1).contains("\"result\":\"accepted\""));
            awaitBooked(stored + 1);
        }
        disk.makeRoom();
        try (EdgeBox after = start(0)) {
            await().atMost(SOON).until(() -> after.status().buffer().waiting() == 0);
            assertThat(floor.at(after, scale).tell(stored + 2)).contains("\"result\":\"accepted\"");
            awaitBooked(stored + 2);
        }
    }

    @Test
    void aRefusedSaleThatCannotBeSetAsideHoldsUpItsOwnScaleOnly() throws Exception {
        Device unheld =
                floor.smartScale(onboarding.addStall(new NewStall(market.marketId(), stall.zoneId(), "A2", 2, 0, 0)));
        try (EdgeBox box = start(0)) {
            awaitKnown(box);
            await().atMost(SOON).until(() -> box.status().scales().size() == 2);
            line.cut();
            assertThat(floor.at(box, unheld).tell(1)).contains("accepted");
            assertThat(floor.at(box, scale).tell(1)).contains("accepted");
            assertThat(floor.at(box, scale).tell(2)).contains("accepted");
            disk.fill(0);

            line.mend();

            awaitBooked(2);
            assertThat(box.status().buffer().aside().refused()).isZero();
            assertThat(box.status().buffer().waiting()).isEqualTo(3);

            disk.makeRoom();
            await().atMost(SOON).until(() -> box.status().buffer().aside().refused() == 1);
            await().atMost(SOON).until(() -> box.status().buffer().waiting() == 0);
            awaitBooked(2);
        }
    }

    private EdgeBox start(int leastFreeMegabytes) throws IOException {
        URI centre = line.address();
        EdgeSettings usual = floor.settings(centre, disk.folder(), ROOMY);
        EdgeSettings settings = new EdgeSettings(
                centre, usual.serial(), usual.key(), disk.folder(), 0, 0, ROOMY, (long) leastFreeMegabytes * MEGABYTE);
        return EdgeBox.start(settings, Clock.systemUTC(), EdgeFloor.POLL);
    }

    private void awaitKnown(EdgeBox box) {
        await().atMost(SOON).until(() -> !box.status().scales().isEmpty());
    }

    /** How many were taken. */
    private static long sellUntilRefused(EdgeScale told) throws IOException {
        long stored = 0;
        try (EdgeScale.Till till = told.open()) {
            for (String answer = till.tell(1); answer.contains("accepted"); answer = till.tell(stored + 1)) {
                stored++;
            }
        }
        assertNotTaken(told.tell(stored + 1));
        return stored;
    }

    /** By the published protocol an answer without a number is none to any sale: the scale keeps it. */
    private static void assertNotTaken(String answer) {
        assertThat(answer).contains("\"seq\":null", "\"result\":\"refused\",\"reason\":\"full\"");
    }

    private void awaitBooked(long last) {
        List<Long> all = LongStream.rangeClosed(1, last).boxed().toList();
        await().atMost(SOON).untilAsserted(() -> assertThat(floor.booked(scale)).containsExactlyElementsOf(all));
    }
}
