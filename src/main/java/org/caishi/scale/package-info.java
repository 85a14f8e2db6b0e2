/** Scales: what their bytes say, when a weight stands still, and what was weighed for whom. */
@ApplicationModule(
        displayName = "scale",
        allowedDependencies = {"units", "platform", "identity", "market", "catalog", "device"})
@NullMarked
package org.caishi.scale;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
