/** What the stalls' speakers say, and how they are made to say it: in order, once, and not when it is old news. */
@ApplicationModule(
        displayName = "speaker",
        allowedDependencies = {"units", "platform", "identity", "market", "device"})
@NullMarked
package org.caishi.speaker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
