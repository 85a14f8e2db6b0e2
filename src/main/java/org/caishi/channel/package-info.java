/** Payment channels behind one interface, and their adapters. Silence is an outcome here, never a decline. */
@ApplicationModule(
        displayName = "channel",
        allowedDependencies = {"units", "platform"})
@NullMarked
package org.caishi.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
