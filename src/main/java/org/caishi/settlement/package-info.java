/** Who gets what of a payment, and what each business day came to. Instructs the channel; never holds money. */
@ApplicationModule(
        displayName = "settlement",
        allowedDependencies = {"units", "platform", "ledger", "market", "channel"})
@NullMarked
package org.caishi.settlement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
