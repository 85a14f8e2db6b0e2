/** One session a device: a new one closes the one before and waits for it to end. */
package org.caishi.device.link;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.caishi.device.Device;
import org.caishi.device.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int FORMER_ENDS_WITHIN_SECONDS = 2;

    private final ConcurrentMap<String, Session> bySerial = new ConcurrentHashMap<>();

    /** A scale that lost its line dials in again once; two that share a serial number throw each other out without end. */
    private static final int PUSHED_OUT_BY_TWINS = 3;

    private static final long PUSHED_OUT_WITHIN_NANOS = 60_000_000_000L;

    /**
     * A device on its wire.
     *
     * @param pushedOut how many sessions in a row were replaced while they ran, this one's predecessor the last of them
     */
    record Session(Device device, Wire wire, long startedAt, int pushedOut, CountDownLatch ended) {
        boolean isTwin() {
            return pushedOut >= PUSHED_OUT_BY_TWINS;
        }

        boolean isFirstTwin() {
            return pushedOut == PUSHED_OUT_BY_TWINS;
        }
    }

    /**
     * Makes this wire the device's one and only.
     *
     * @param now as {@link System#nanoTime} counts
     */
    Session take(Device device, Wire wire, long now) throws InterruptedException {
        Session former;
        Session session;
        do {
            former = bySerial.get(device.serial());
            boolean quick = former != null && now - former.startedAt < PUSHED_OUT_WITHIN_NANOS;
            int pushedOut = former == null ? 0 : quick ? former.pushedOut + 1 : 1;
            session = new Session(device, wire, now, pushedOut, new CountDownLatch(1));
        } while (former == null
                ? bySerial.putIfAbsent(device.serial(), session) != null
                : !bySerial.replace(device.serial(), former, session));
        if (former != null) {
            former.wire.close();
            if (!former.ended.await(FORMER_ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} dialled in again, its former session from {} still runs", device.serial(), former.wire);
            }
        }
        return session;
    }

    /** Returns whether the session was still the device's own, so not replaced by another. */
    boolean end(Session session) {
        boolean own = bySerial.remove(session.device.serial(), session);
        session.wire.close();
        session.ended.countDown();
        return own;
    }

    List<Session> all() {
        return List.copyOf(bySerial.values());
    }
}
