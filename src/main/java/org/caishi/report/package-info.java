/** Dashboards, lists, Excel and the vendor's phone. Reads every module's tables and writes none. */
@ApplicationModule(
        displayName = "report",
        allowedDependencies = {"identity", "market", "catalog", "scale", "speaker", "payment", "units", "platform"})
@NullMarked
package org.caishi.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
