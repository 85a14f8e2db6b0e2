/** What one device may send over MQTT: messages of the protocol's size, and no more a second than a device has to tell. */
package org.caishi.device.mqtt;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.device.CutOffs;
import org.caishi.device.CutOffs.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A scale tells 20 live weights a second at most, and after a day without a connection some thousand sales; a broken
 * one was seen to repeat itself as fast as its line goes.
 */
final class DeviceLimits {
    /** The largest message of the published protocol. */
    static final int PAYLOAD_BYTES = 65_536;

    static final int MESSAGES_A_SECOND = 100;
    static final int AT_ONCE = 2_000;

    static final DeviceLimits NONE = new DeviceLimits();

    private static final int MOST_DEVICES = 50_000;
    private static final long MICROS_EACH = 1_000_000 / MESSAGES_A_SECOND;

    /** For each device the instant, in microseconds, at which it will have used up no more than its rate. */
    private final ConcurrentMap<String, Long> paidUntil = new ConcurrentHashMap<>();

    private final @Nullable CutOffs cutOffs;
    private final InstantSource clock;

    DeviceLimits(CutOffs cutOffs, InstantSource clock) {
        this.cutOffs = cutOffs;
        this.clock = clock;
    }

    private DeviceLimits() {
        this.cutOffs = null;
        this.clock = InstantSource.fixed(Instant.EPOCH);
    }

    /** Whether this message may come in; when not, it has been counted. */
    boolean allow(String serial, int payloadBytes) {
        if (cutOffs == null) {
            return true;
        }
        if (payloadBytes > PAYLOAD_BYTES) {
            cutOffs.note(serial, Reason.OVERSIZED);
            return false;
        }
        if (isFlood(serial)) {
            cutOffs.note(serial, Reason.FLOOD);
            return false;
        }
        return true;
    }

    void unreadable(String serial, boolean tooLong) {
        if (cutOffs != null) {
            cutOffs.note(serial, tooLong ? Reason.OVERSIZED : Reason.UNREADABLE);
        }
    }

    /** Somebody came with this serial, and not with its key. */
    void wrongKey(String serial) {
        if (cutOffs != null) {
            cutOffs.note(serial, Reason.WRONG_KEY);
        }
    }

    private boolean isFlood(String serial) {
        long now = clock.millis() * 1_000;
        if (paidUntil.size() >= MOST_DEVICES) {
            paidUntil.clear();
        }
        long until = paidUntil.merge(serial, now + MICROS_EACH, (former, fresh) -> Math.max(former, now) + MICROS_EACH);
        if (until - now <= AT_ONCE * MICROS_EACH) {
            return false;
        }
        paidUntil.put(serial, until - MICROS_EACH); // what is refused costs nothing
        return true;
    }
}
