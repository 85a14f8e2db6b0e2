/** Names one stall of one market. */
package org.caishi.speaker;

public record StallKey(long marketId, long stallId) {}
