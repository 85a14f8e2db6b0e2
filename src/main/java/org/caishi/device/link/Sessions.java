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

    /** A device on its wire. */
    record Session(Device device, Wire wire, CountDownLatch ended) {}

    /** Makes this wire the device's one and only. */
    Session take(Device device, Wire wire) throws InterruptedException {
        Session session = new Session(device, wire, new CountDownLatch(1));
        Session former = bySerial.put(device.serial(), session);
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
