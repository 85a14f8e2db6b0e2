/** Tells how the links of this node are doing. */
package org.caishi.device;

import java.util.List;
import java.util.Map;
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

    /** Notes what an edge has counted on a link of its own; what was counted here stands beside it. */
    void counted(Device device, LinkCounts counts);

    /** Whether somebody has looked at the device's live state within the last seconds: newer figures are worth a message. */
    boolean isWatched(Device device);

    /** All that is known of a link since this node started; empty when it has never come up nor failed here. */
    Optional<LinkLive> live(Device device);

    /** The same of all links of a market that this node knows, by serial. */
    Map<String, LinkLive> live(long marketId);

    /** Where whoever speaks with the device tells what came. */
    LinkLog log(Device device);

    /** The last of those that dialled in and were sent away, the newest first. */
    List<SentAway> sentAway();

    /** Notes a message of a device that has no wire of its own: it came by MQTT or HTTP. */
    void heard(Device device, int bytes);
}
