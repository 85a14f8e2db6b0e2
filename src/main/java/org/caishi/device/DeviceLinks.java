/** Tells how the links of this node are doing. */
package org.caishi.device;

import java.util.List;
import java.util.Optional;

public interface DeviceLinks {
    /** The links of a market that this node has known since it started, by serial. */
    List<LinkState> of(long marketId);

    Optional<LinkState> of(Device device);

    /**
     * Notes what an edge tells of a link of its own.
     *
     * @param detail where it goes, or why it is down
     */
    void told(Device device, boolean up, String detail, int bytes);

    /** Notes a message of a device that has no wire of its own: it came by MQTT or HTTP. */
    void heard(Device device, int bytes);
}
