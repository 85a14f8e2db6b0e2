/** A way by which the product itself reaches a device. */
package org.caishi.device.link;

import java.io.IOException;
import org.caishi.device.Device;
import org.caishi.device.Wire;

interface Cable {
    Wire plugIn(Device device) throws IOException;
}
