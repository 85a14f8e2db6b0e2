/** Counts and remembers who was sent away at the door, for whoever wonders why a scale does not come up. */
package org.caishi.device.link;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.time.InstantSource;
import org.caishi.device.Device;
import org.caishi.device.SentAway;
import org.caishi.device.link.Greeter.Greeting;

final class DoorBook {
    private static final int MOST_SERIAL = 32;

    private final LinkBoard board;
    private final MeterRegistry meters;
    private final InstantSource clock;

    DoorBook(LinkBoard board, MeterRegistry meters, InstantSource clock) {
        this.board = board;
        this.meters = meters;
        this.clock = clock;
    }

    void sentAway(InetAddress from, String reason) {
        sentAway(from, new Greeting.Refused(reason, "", null));
    }

    /** Whoever says a device's serial may be somebody else: its line counts that, and is not taken for down. */
    void sentAway(InetAddress from, Greeting.Refused refused) {
        meters.counter("caishi.device.sent_away", "reason", refused.reason()).increment();
        Device device = refused.device();
        if (device != null) {
            board.line(device).rejected("door-" + refused.reason(), new byte[0]);
        }
        board.sentAway(new SentAway(
                clock.instant(),
                from.getHostAddress(),
                serial(refused.serial()),
                refused.reason(),
                device == null ? null : device.marketId()));
    }

    /** Anybody may have said anything. */
    private static String serial(String said) {
        String shown = said.replaceAll("[^!-~]", "?");
        return shown.length() <= MOST_SERIAL ? shown : shown.substring(0, MOST_SERIAL);
    }
}
