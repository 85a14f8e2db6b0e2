/** A market day played against a running product through its public faces: virtual scales, wallets and speakers. */
@NamedInterface("day")
@NullMarked
package org.caishi.simulator.day;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
