/** Prepares one run of the tests: free ports and a data folder of its own, so that runs do not meet. */
package org.caishi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

public final class TestRun implements LauncherSessionListener {
    private static final int FIRST_PORT = 15_000;
    private static final int LAST_PORT = 32_000;
    private static final int TRIES = 1_000;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        // Who waits for something waits long enough on a busy machine too, and sees it soon.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(40));
        System.setProperty("CAISHI_PORT", Integer.toString(freePort()));
        System.setProperty("CAISHI_MQTT_PORT", Integer.toString(freePort()));
        System.setProperty("CAISHI_SCALE_PORT", Integer.toString(freePort()));
        System.setProperty("CAISHI_DEMO", "true");
        System.setProperty("CAISHI_DEMO_HISTORY", "false");
        System.setProperty("CAISHI_DATA", newFolder("run-").toString());
        // A minute between two refunds of an order is three seconds.
        System.setProperty("caishi.simulator.retry-scale", "0.05");
        // What the product looks after every few seconds it looks after at once.
        System.setProperty("db-scheduler.polling-interval", "250ms");
        System.setProperty("caishi.payment.recheck-every", "1s");
        System.setProperty("caishi.device.write-sightings-every", "250ms");
        // Boxes that announcements are posted to stand on this machine.
        System.setProperty("caishi.speaker.push-to-this-machine", "true");
        System.setProperty(
                "caishi.db.binaries",
                Path.of("target/mariadb-binaries").toAbsolutePath().toString());
    }

    /**
     * A port that was free a moment ago, on the loopback address. It lies below those that systems give out by
     * themselves, so that no connection of anybody takes it before it is used.
     */
    public static int freePort() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException taken) {
                // Another one then.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no free port");
    }

    /** A folder that nobody else has. */
    public static Path newFolder(String prefix) {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target/test-data").toAbsolutePath()), prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
