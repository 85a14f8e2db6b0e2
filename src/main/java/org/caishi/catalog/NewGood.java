/** A good that a vendor begins to sell. */
package org.caishi.catalog;

import org.caishi.units.UnitPrice;

/** A good without an id yet. */
public record NewGood(
        long marketId, long vendorId, String name, String category, int plu, UnitPrice price, int position) {
    /** The largest number that common scales hold. */
    static final int MAX_PLU = 99_999;

    public NewGood {
        if (plu < 1 || plu > MAX_PLU) {
            throw new IllegalArgumentException("a PLU runs from 1 to 99999, not " + plu);
        }
    }

    Good as(long goodId) {
        return new Good(marketId, goodId, vendorId, name, category, plu, price, position);
    }
}
