/** Ends the links of devices that have been silent for too long. */
package org.caishi.device.link;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One round a second, where a timer for each read of ten thousand links costs more than all that they say. */
final class SilenceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Sessions sessions;
    private volatile @Nullable Thread thread;

    SilenceWatch(Sessions sessions) {
        this.sessions = sessions;
    }

    void start() {
        thread = Thread.ofVirtual().name("silence-watch").start(this::watch);
    }

    void stop() {
        Thread watching = thread;
        if (watching != null) {
            watching.interrupt();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                look(System.nanoTime());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round; a wire without a limit of its own, a serial one, may be silent for ever. */
    void look(long now) {
        for (Sessions.Session session : sessions.all()) {
            if (session.wire() instanceof SocketWire wire) {
                try {
                    wire.closeIfSilent(now);
                } catch (UncheckedIOException gone) {
                    LOG.debug("{} was gone already: {}", session.device().serial(), gone.toString());
                }
            }
        }
    }
}
