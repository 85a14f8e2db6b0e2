/** Markets, zones, stalls, vendors and the plates that consumers scan. */
@ApplicationModule(
        displayName = "market",
        allowedDependencies = {"identity", "units", "platform"})
@NullMarked
package org.caishi.market;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
