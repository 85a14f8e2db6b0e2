/** A place in the market with a number over it. */
package org.caishi.market;

import org.jspecify.annotations.Nullable;

/**
 * A stall.
 *
 * @param vendorId who holds it now
 * @param position its place in the walking order of the market
 * @param mapX decimetres from the left edge of the market's plan
 * @param mapY decimetres from the upper edge of the market's plan
 */
public record Stall(
        long marketId,
        long stallId,
        long zoneId,
        String stallNo,
        @Nullable Long vendorId,
        int position,
        int mapX,
        int mapY,
        StallState state) {}
