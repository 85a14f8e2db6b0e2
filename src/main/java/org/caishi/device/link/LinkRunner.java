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

final class LinkRunner {
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
            Sessions.Session session = sessions.take(device, wire);
            try {
                board.line(device).isUp(device, clock.instant(), wire.describe());
                user.use(device, new CountedWire(wire, counter(device)));
                end(session, null);
            } catch (IOException | RuntimeException failure) {
                end(session, failure);
                throw failure;
            } finally {
                end(session, null);
            }
        }
    }

    /** The first call counts; a session that was replaced leaves the board to its successor. */
    private void end(Sessions.Session session, @org.jspecify.annotations.Nullable Exception failure) {
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
        AtomicReference<Instant> next = new AtomicReference<>(Instant.EPOCH);
        return bytes -> {
            Instant now = clock.instant();
            line.came(bytes, now);
            if (!now.isBefore(next.get())) {
                next.set(now.plus(SIGHTING_EVERY));
                devices.seen(device, now);
            }
        };
    }
}
