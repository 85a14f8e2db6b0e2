/** Goods and prices on their way to the scales that can take them, and what became of each. */
@NullMarked
package org.caishi.scale.push;

import org.jspecify.annotations.NullMarked;
