/** One device of the manager's list: what the registry knows, and how its link is doing on this node. */
package org.caishi.report;

import java.time.Instant;
import org.caishi.device.LinkLive;
import org.caishi.report.DeviceList.DeviceRow;
import org.jspecify.annotations.Nullable;

/** @param live null when this node has not heard of it since it started */
record DeviceLine(DeviceRow row, @Nullable LinkLive live) {
    /** Heard lately by any node, or on a link that is up here. */
    public boolean online(Instant since) {
        return row.onlineSince(since) || live != null && live.state().up();
    }

    public String framesPerSecond() {
        return live == null ? "" : live.framesPerSecond();
    }

    public long rejected() {
        return live == null ? 0 : live.rejectedInAll();
    }
}
