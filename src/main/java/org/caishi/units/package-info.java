/** Money, weight, price and share as values; figures in words. Uses nothing, is used by everything. */
@NullMarked
package org.caishi.units;

import org.jspecify.annotations.NullMarked;
