/** Whose a sub-merchant number is. */
package org.caishi.channel;

public record MerchantOf(long marketId, long vendorId) {}
