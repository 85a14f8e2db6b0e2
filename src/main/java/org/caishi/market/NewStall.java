/** A stall to be added to a market. */
package org.caishi.market;

/** A stall without a vendor yet; binding a plate lets somebody in. */
public record NewStall(long marketId, long zoneId, String stallNo, int position, int mapX, int mapY) {}
