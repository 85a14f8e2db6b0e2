/** Scales and speakers as things with a serial number, a key and a link. It knows nothing of weights or announcements. */
@ApplicationModule(
        displayName = "device",
        allowedDependencies = {"market", "identity", "units", "platform"})
@NullMarked
package org.caishi.device;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
