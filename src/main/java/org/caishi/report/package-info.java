/** Dashboards, lists and Excel for the market's manager and the bank. Reads every module's tables and writes none. */
@ApplicationModule(
        displayName = "report",
        allowedDependencies = {"identity", "market", "payment", "units", "platform"})
@NullMarked
package org.caishi.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
