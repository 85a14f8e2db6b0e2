/** A contract with a channel that is kept in the product: whose it is and how it stands, without its settings. */
package org.caishi.channel;

/**
 * @param marketId the market that it serves; {@value #BANK} for every market without an active one of its own
 * @param version grows with every change
 */
public record ChannelAccount(long marketId, long accountId, ChannelName channel, AccountState state, long version) {
    /** Stands for the bank where a market's id stands otherwise. */
    public static final long BANK = 0;

    /** Stands for the contract given by the environment where an account's id stands otherwise. */
    public static final long ENVIRONMENT = 0;

    public boolean isActive() {
        return state == AccountState.ACTIVE;
    }

    /** Whether it is the bank's: its word counts in every market. */
    public boolean isBanks() {
        return marketId == BANK;
    }
}
