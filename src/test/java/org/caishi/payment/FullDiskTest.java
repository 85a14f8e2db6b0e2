/** A disk that is really full: what was acknowledged is there once, nothing is lost, and with room again it goes on by itself. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.caishi.testing.SmallDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The product's checkout and booking in a process of their own under load, its database on a small disk. */
class FullDiskTest {
    /** The redo log takes 512 of it, an empty schema about 60. */
    private static final int DISK_MB = 800;

    private SmallDisk disk;
    private ChannelMemory channel;
    private @Nullable TillProcess running;

    @BeforeEach
    void mountTheDisk() throws Exception {
        Path data = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/test-data").toAbsolutePath()), "full-");
        disk = SmallDisk.mount(data, DISK_MB);
        channel = new ChannelMemory(data);
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        if (running != null) {
            running.clear();
        }
        disk.close();
    }

    @Test
    void beforeTheDiskIsFullNoOrderIsOpenedAndWithRoomAgainOrdersAreTaken() throws Exception {
        TillProcess till = start(1, 64);
        till.go();
        till.await(line -> line.startsWith("PAID "), 0);

        disk.fill(32);
        till.await(line -> line.equals("FAILED customer NoRoom"), 0);
        int full = till.linesSoFar();
        till.await(line -> line.equals("FAILED customer NoRoom"), full + 100);
        assertThat(till.lines().subList(full + 48, full + 100)).noneMatch(line -> line.startsWith("OPENED "));
        disk.makeRoom();
        till.await(line -> line.startsWith("PAID "), till.linesSoFar());

        endAndCompare(till);
    }

    @Test
    void whatTheDatabaseCannotWriteIsNotAcknowledgedAndComesAgain() throws Exception {
        // Nothing warns: the room is gone between two looks at the disk.
        TillProcess till = start(2, 0);
        till.go();
        till.await(line -> line.startsWith("PAID "), 0);

        disk.fill(0);
        // Mostly a table cannot grow, and the server says so; where its own files cannot, it ends itself.
        await().atMost(Duration.ofSeconds(90))
                .until(() -> till.lines().stream().anyMatch(line -> line.startsWith("FAILED customer Busy 1114 "))
                        || till.log().contains("the embedded database ended"));
        disk.makeRoom();
        till.await(line -> line.startsWith("PAID "), till.linesSoFar());

        endAndCompare(till);
    }

    @Test
    void aDatabaseThatDiesOnAFullDiskIsTriedUntilThereIsRoom() throws Exception {
        TillProcess till = start(3, 0);
        till.go();
        till.await(line -> line.startsWith("PAID "), 0);

        disk.fill(0);
        till.killDatabase();
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            // What the dead server leaves, its temporary tables' file above all, is taken by others as well.
            disk.fill(0);
            if (till.log().contains("It is tried again every")) {
                return true;
            }
            // One that found room in what the last one left dies of it a little later; here at once.
            till.killStartedDatabases();
            return false;
        });
        disk.makeRoom();
        till.await(line -> line.startsWith("PAID "), till.linesSoFar());

        endAndCompare(till);
    }

    private void endAndCompare(TillProcess till) throws Exception {
        assertThat(till.stop()).isZero();
        channel.remember(till.lastWords());
        assertThat(channel.acknowledged()).isNotEmpty();
        TillProcess after = start(9, 0);
        after.deliver(channel.unacknowledged());
        channel.checkBooks("after the full disk");
        assertThat(after.stop()).isZero();
        channel.remember(after.lastWords());
        assertThat(channel.unacknowledged()).isEmpty();
    }

    private TillProcess start(int seed, int leastFreeMegabytes) throws Exception {
        TillProcess till = TillProcess.start(
                disk.folder(), seed, 60_000L + seed * 10L, "", 1, "--caishi.least-free-mb=" + leastFreeMegabytes);
        running = till;
        if (seed < 9) {
            till.deliver(List.of());
        }
        return till;
    }
}
