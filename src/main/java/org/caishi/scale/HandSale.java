/** What a vendor types when no scale can be believed: a weight of some goods, or only what it comes to. */
package org.caishi.scale;

import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

public sealed interface HandSale {
    /** A weight, read from a scale that we do not hear. */
    record OfWeight(long goodId, Weight net) implements HandSale {}

    /**
     * An amount alone.
     *
     * @param goodId null where the goods are not said
     */
    record OfAmount(@Nullable Long goodId, Money amount) implements HandSale {}
}
