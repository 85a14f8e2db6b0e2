/** The wires: devices that dial in, devices that are dialled, and serial ports; one virtual thread a link. */
@NamedInterface("link")
@NullMarked
package org.caishi.device.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
