/** A scale as the centre tells an edge of it. */
package org.caishi.edge;

import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;

/**
 * What the edge needs to reach a scale, or to know it when it dials in.
 *
 * @param key its key, sealed for this edge alone; see {@link ScaleKeys}
 */
record HungScale(
        long deviceId,
        String serial,
        String protocol,
        LinkKind link,
        String address,
        Map<String, String> settings,
        String key) {
    /** An edge serves one market and need not know which. */
    static final long NO_MARKET = 0;

    static HungScale of(Device scale, String sealedKey) {
        return new HungScale(
                scale.deviceId(),
                scale.serial(),
                scale.protocol(),
                scale.link(),
                scale.address(),
                scale.settings(),
                sealedKey);
    }

    Device device() {
        return new Device(
                NO_MARKET, deviceId, serial, DeviceKind.SCALE, "", "", protocol, link, address, settings, null, null);
    }
}
