/** Prepares one run of the tests: free ports and a data folder of its own, so that runs do not meet. */
package org.caishi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

public final class TestRun implements LauncherSessionListener {
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

    /** A port that was free a moment ago, on the loopback address. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
