/** A vendor's sub-merchant number at a channel. */
package org.caishi.channel;

/**
 * @param accountId the account at whose provider it is one; {@link ChannelAccount#ENVIRONMENT} for the environment's
 */
public record VendorNumber(long vendorId, ChannelName channel, String merchantNo, State state, long accountId) {
    public enum State {
        ACTIVE,
        /** Takes no new money; what it took is still asked about and given back. */
        STOPPED
    }
}
