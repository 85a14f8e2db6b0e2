/** Whole roads through the product, as its people and devices walk them. */
@NullMarked
package org.caishi.journey;

import org.jspecify.annotations.NullMarked;
