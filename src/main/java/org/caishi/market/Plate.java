/** The sign with the one code of a stall that any wallet scans. */
package org.caishi.market;

/**
 * A plate: one stall, one vendor.
 *
 * @param token opaque, see {@link PlateToken}
 * @param serial what is printed on it, {@code 101-A01-1}: market, stall, and how many plates that stall had
 */
public record Plate(
        long marketId, long plateId, String token, String serial, long stallId, long vendorId, PlateState state) {}
