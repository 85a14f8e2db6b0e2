/** What every module stands on: time, ids, the database, group commit, live pages, secrets. No market noun lives here. */
@ApplicationModule(displayName = "platform", allowedDependencies = "units")
@NullMarked
package org.caishi.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
