/** A market's speakers as the people who look after them know them: registered, found, asked, and spoken through. */
@ApplicationModule(
        displayName = "speaker.fleet",
        allowedDependencies = {"speaker", "device", "identity", "market", "units", "platform"})
@NullMarked
package org.caishi.speaker.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
