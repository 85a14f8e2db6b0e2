/** Who trades in a market, with personal data masked; the clear values stay sealed. */
package org.caishi.market;

/**
 * A vendor.
 *
 * @param tradeName what hangs over the stall
 * @param ownerMasked the owner as consumers see him before paying, {@code 王**}
 * @param phoneMasked {@code 138****5678}
 */
public record Vendor(
        long marketId,
        long vendorId,
        String tradeName,
        String ownerMasked,
        String phoneMasked,
        String category,
        String licenceNo,
        VendorState state) {}
