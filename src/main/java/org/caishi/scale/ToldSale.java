/** A sale as its scale has just told it, on its way into a batch. */
package org.caishi.scale;

import java.time.Instant;
import org.caishi.device.Device;

/**
 * @param sha256 of the message
 * @param at when it came, in whole milliseconds
 */
record ToldSale(Device device, ScaleSignal.Sale sale, String sha256, Instant at) {
    ScaleStreams.ScaleKey scale() {
        return new ScaleStreams.ScaleKey(device.marketId(), device.deviceId());
    }
}
