/** Killed at any moment, product, database or both: what was acknowledged is booked once, and a second start needs no hands. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One data folder for all seeds, so that each start recovers what the kill before it left. Seeds run from
 * {@code caishi.fault.first} on; {@code caishi.fault.seeds} of them: 20 by default, more for the long run.
 */
class KillTest {
    private static final int SEEDS = Integer.getInteger("caishi.fault.seeds", 20);
    private static final int FIRST = Integer.getInteger("caishi.fault.first", 0);
    private static final int LONGEST_MILLIS = 700;

    private @Nullable TillProcess running;

    @AfterEach
    void leaveNothingBehind() throws Exception {
        if (running != null) {
            running.clear();
        }
    }

    @Test
    void whateverIsKilledWhateverWasAcknowledgedIsThereOnce() throws Exception {
        Path data = Files.createTempDirectory(
                Files.createDirectories(Path.of("target/test-data").toAbsolutePath()), "killed-");
        ChannelMemory channel = new ChannelMemory(data);
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Random random = new Random(seed);
            String point = point(seed);
            TillProcess till = TillProcess.start(
                    data, seed, 30_000L + seed * 10L, point, 1 + random.nextInt(point.isEmpty() ? 1 : 9));
            running = till;
            till.deliver(channel.unacknowledged());
            channel.checkBooks("before seed " + seed);
            till.go();
            kill(till, seed, random, !point.isEmpty());
            channel.remember(till.lastWords());
        }
        TillProcess last = TillProcess.start(data, -1, 30_000L + (FIRST + SEEDS) * 10L, "", 1);
        running = last;
        last.deliver(channel.unacknowledged());
        channel.checkBooks("at the end");
        assertThat(last.stop()).isZero();
        channel.remember(last.lastWords());
        assertThat(channel.unacknowledged()).isEmpty();
        assertThat(channel.acknowledged()).hasSizeGreaterThan(SEEDS * 10);
    }

    /** Half of the seeds end at a random moment, half at a named point. */
    private static String point(int seed) {
        return switch (seed % 8) {
            case 4 -> NamedPoints.BEFORE_COMMIT;
            case 5 -> NamedPoints.AFTER_COMMIT;
            case 6 -> NamedPoints.DAY_CLOSE;
            case 7 -> NamedPoints.DELIVERY;
            default -> "";
        };
    }

    private static void kill(TillProcess till, int seed, Random random, boolean atPoint) throws Exception {
        int before = till.linesSoFar();
        if (atPoint) {
            till.await(line -> line.startsWith("AT "), before);
        } else {
            till.await(line -> line.startsWith("PAID "), before);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
        }
        if (seed % 8 == 2) {
            // The database alone: the product starts it again by itself and takes money again.
            till.killDatabase();
            TimeUnit.MILLISECONDS.sleep(200);
            till.await(line -> line.startsWith("PAID "), till.linesSoFar());
        }
        boolean both = seed % 8 == 3 || atPoint && random.nextBoolean();
        if (both && random.nextBoolean()) {
            till.killDatabase();
            till.kill();
        } else {
            till.kill();
            if (both) {
                till.killDatabase();
            }
        }
    }
}
