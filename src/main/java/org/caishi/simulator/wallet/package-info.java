/** What the simulated services have in common: people who pay, notices that go astray, books that survive a restart, keys. */
@NullMarked
package org.caishi.simulator.wallet;

import org.jspecify.annotations.NullMarked;
