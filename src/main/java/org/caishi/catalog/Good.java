/** One thing that a vendor sells by weight. */
package org.caishi.catalog;

import org.caishi.units.UnitPrice;

/**
 * A good on sale.
 *
 * @param plu its number on the scale, 1 to 99999, unique for the vendor
 * @param position its place among the vendor's tiles and hot keys
 */
public record Good(
        long marketId,
        long goodId,
        long vendorId,
        String name,
        String category,
        int plu,
        UnitPrice price,
        int position) {}
