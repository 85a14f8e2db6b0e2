/** Gives a wire to whoever speaks its device's protocol, and keeps the books about it meanwhile. */
package org.caishi.device.link;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.caishi.device.Device;
import org.caishi.device.LinkedDevices;
import org.caishi.device.Wire;
import org.caishi.device.WireUser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LinkRunner {
    private static final Logger LOG = LoggerFactory.getLogger(LinkRunner.class);
    private static final Duration SIGHTING_EVERY = Duration.ofSeconds(5);

    private final Supplier<List<WireUser>> users;
    private final Sessions sessions;
    private final LinkBoard board;
    private final LinkedDevices devices;
    private final InstantSource clock;

    LinkRunner(
            Supplier<List<WireUser>> users,
            Sessions sessions,
            LinkBoard board,
            LinkedDevices devices,
            InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.board = board;
        this.devices = devices;
        this.clock = clock;
    }

    Optional<WireUser> speaker(Device device) {
        return users.get().stream().filter(user -> user.speaks(device)).findFirst();
    }

    /** Runs one session to its end and closes the wire; an end by exception is told to the board and thrown on. */
    void run(Device device, Wire wire) throws IOException, InterruptedException {
        try (wire) {
            WireUser user =
                    speaker(device).orElseThrow(() -> new IOException("nobody here speaks " + device.protocol()));
            Sessions.Session session = sessions.take(device, wire, System.nanoTime());
            try {
                LinkLine line = board.line(device);
                if (session.isTwin()) {
                    line.rejected("twin", new byte[0]);
                }
                if (session.isFirstTwin()) {
                    LOG.warn(
                            "{} dials in again and again, now from {}, while its last session runs: two devices with its serial and key?",
                            device.serial(),
                            wire.describe());
                }
                line.isUp(device, clock.instant(), wire.describe());
                talk(user, device, wire);
                end(session, null);
            } catch (IOException | RuntimeException failure) {
                end(session, failure);
                throw failure;
            } finally {
                end(session, null);
            }
        }
    }

    /** A wire that was closed for its device's silence fails in whatever its user was just doing; the silence is told. */
    private void talk(WireUser user, Device device, Wire wire) throws IOException, InterruptedException {
        try {
            user.use(device, new CountedWire(wire, counter(device)));
        } catch (IOException | RuntimeException failure) {
            if (wire instanceof SocketWire socket) {
                Optional<IOException> silence = socket.silence(failure);
                if (silence.isPresent()) {
                    throw silence.get();
                }
            }
            throw failure;
        }
    }

    /** The first call counts; a session that was replaced leaves the board to its successor. */
    private void end(Sessions.Session session, @Nullable Exception failure) {
        if (!sessions.end(session)) {
            return;
        }
        LinkLine line = board.line(session.device());
        if (failure == null) {
            line.isDown(clock.instant(), "ended");
        } else {
            line.failed(clock.instant(), words(failure));
        }
    }

    static String words(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private IntConsumer counter(Device device) {
        LinkLine line = board.line(device);
        Throttle throttle = new Throttle(System.nanoTime());
        AtomicReference<Instant> next = new AtomicReference<>(Instant.EPOCH);
        return bytes -> {
            Instant now = clock.instant();
            line.came(bytes, now);
            if (!now.isBefore(next.get())) {
                next.set(now.plus(SIGHTING_EVERY));
                devices.seen(device, now);
            }
            Duration pause = throttle.take(bytes, System.nanoTime());
            if (pause.isPositive()) {
                line.rejected("flood", new byte[0]);
                sleep(pause);
            }
        };
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
