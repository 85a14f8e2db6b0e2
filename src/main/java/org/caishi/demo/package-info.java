/** The demonstration: two invented markets, the same on every machine, and the page that leads to their ends. */
@ApplicationModule(
        displayName = "demo",
        allowedDependencies = {
            "catalog",
            "channel",
            "device",
            "identity",
            "market",
            "payment",
            "platform",
            "scale",
            "settlement",
            "units"
        })
@NullMarked
package org.caishi.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
