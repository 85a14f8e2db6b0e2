/** The books: double entry, append-only, amounts in fen; they mirror what the channels hold and are checked against them. */
@ApplicationModule(
        displayName = "ledger",
        allowedDependencies = {"units", "platform"})
@NullMarked
package org.caishi.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
