/** What each vendor sells, for how much, and under which number on the scale. */
@ApplicationModule(
        displayName = "catalog",
        allowedDependencies = {"market", "units", "platform"})
@NullMarked
package org.caishi.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
