/**
 * What people look at: dashboards, the vendor's phone, Excel, the books' self-check. Reads every table and changes none
 * but its own, which keep what the self-check found.
 */
@ApplicationModule(
        displayName = "report",
        allowedDependencies = {
            "units",
            "platform",
            "identity",
            "market",
            "catalog",
            "ledger",
            "device",
            "scale",
            "speaker",
            "channel",
            "settlement",
            "payment"
        })
@NullMarked
package org.caishi.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
