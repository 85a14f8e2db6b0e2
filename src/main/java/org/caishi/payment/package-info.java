/** From a scan to a booked payment: checkout, notices, and the one door to PAID. */
@ApplicationModule(
        displayName = "payment",
        allowedDependencies = {
            "units",
            "platform",
            "identity",
            "channel",
            "ledger",
            "settlement",
            "scale",
            "speaker",
            "market"
        })
@NullMarked
package org.caishi.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
