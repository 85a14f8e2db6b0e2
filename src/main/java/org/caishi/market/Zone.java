/** A part of a market: fish, vegetables. */
package org.caishi.market;

/**
 * A zone.
 *
 * @param position its place in the walking order
 */
public record Zone(long marketId, long zoneId, String name, int position) {}
