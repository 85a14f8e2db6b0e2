/** The edge: the same jar beside the scales on a market's PC, which keeps every sale on disk until the centre has it. */
@ApplicationModule(
        displayName = "edge",
        allowedDependencies = {
            "units",
            "platform",
            "identity",
            "market",
            "device",
            "device :: link",
            "scale",
            "scale :: push"
        })
@NullMarked
package org.caishi.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
