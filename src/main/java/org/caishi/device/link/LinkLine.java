/** One device's line on the board; its wires come and go, the counters stay. */
package org.caishi.device.link;

import java.time.Instant;
import org.caishi.device.Device;
import org.caishi.device.LinkState;
import org.jspecify.annotations.Nullable;

final class LinkLine {
    private Device device;
    private boolean up;
    private Instant since;
    private @Nullable Instant lastByteAt;
    private long bytesIn;
    private long errors;
    private String detail = "";

    LinkLine(Device device, Instant now) {
        this.device = device;
        this.since = now;
    }

    synchronized LinkState state() {
        return new LinkState(device, up, since, lastByteAt, bytesIn, errors, detail);
    }

    synchronized void isUp(Device now, Instant at, String where) {
        device = now;
        since = at;
        up = true;
        detail = where;
    }

    /** Still up, with other words for where. */
    synchronized void isAt(String where) {
        detail = where;
    }

    /** Up without a wire: the time stays that of its first message. */
    synchronized void speaks(Device now, Instant at) {
        device = now;
        if (!up) {
            up = true;
            since = at;
            detail = "";
        }
    }

    synchronized void isDown(Instant at, String why) {
        if (up) {
            up = false;
            since = at;
        }
        detail = why;
    }

    synchronized void failed(Instant at, String why) {
        errors++;
        isDown(at, why);
    }

    synchronized void came(int bytes, Instant at) {
        bytesIn += bytes;
        lastByteAt = at;
    }
}
