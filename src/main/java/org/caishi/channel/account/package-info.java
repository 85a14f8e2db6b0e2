/**
 * Contracts with channels, vendors' numbers there and their applications for them, as people enter and follow them on
 * screens. A module within the channels, because the adapters know neither people nor markets.
 */
@ApplicationModule(
        displayName = "channel.account",
        allowedDependencies = {"channel", "identity", "market", "units", "platform"})
@NullMarked
package org.caishi.channel.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
