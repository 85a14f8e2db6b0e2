/** Goods and prices on their way to the scales that can take them, and what became of each. */
@NamedInterface("push")
@NullMarked
package org.caishi.scale.push;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
