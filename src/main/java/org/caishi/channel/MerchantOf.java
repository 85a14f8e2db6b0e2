/** Whose a sub-merchant number is, and under which contract. */
package org.caishi.channel;

/**
 * @param accountId the account at whose provider it is a sub-merchant; {@link ChannelAccount#ENVIRONMENT} for the
 *     environment's
 */
public record MerchantOf(long marketId, long vendorId, long accountId) {
    boolean isOf(long market, long vendor) {
        return marketId == market && vendorId == vendor;
    }
}
