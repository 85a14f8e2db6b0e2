/** Speaks a protocol over a wire; a bean of the modules that know what the bytes mean. */
package org.caishi.device;

import java.io.IOException;

public interface WireUser {
    boolean speaks(Device device);

    /**
     * Talks until the wire is done. Called on a virtual thread of the link's own, one call a device at a time; the
     * link closes the wire when this returns or throws, and interrupts the thread when the product stops.
     */
    void use(Device device, Wire wire) throws IOException, InterruptedException;
}
