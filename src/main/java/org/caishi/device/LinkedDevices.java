/** What links ask about the devices at their ends: the whole registry's, or an edge's few. */
package org.caishi.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

public interface LinkedDevices {
    /** The device in use with this serial; anything that cannot be a serial is nobody's. */
    Optional<Device> bySerial(String serial);

    /** All devices of a market in use. */
    List<Device> of(long marketId);

    /** Those for which a port is opened, a number dialled or an address known. */
    List<Device> linked();

    /** The bytes that sign the device's messages. */
    byte[] key(Device device);

    /** Notes that the device was heard. */
    void seen(Device device, Instant at);
}
