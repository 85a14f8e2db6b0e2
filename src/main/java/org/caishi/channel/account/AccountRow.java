/** A row of {@code channel_account} without its settings. */
package org.caishi.channel.account;

import java.time.Instant;
import org.caishi.channel.AccountState;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.ChannelName;

/**
 * @param changedBy sign-in name
 */
record AccountRow(
        long marketId,
        long accountId,
        ChannelName channel,
        String name,
        AccountState state,
        long version,
        Instant changedAt,
        String changedBy) {
    ChannelAccount account() {
        return new ChannelAccount(marketId, accountId, channel, state, version);
    }

    public boolean isBanks() {
        return marketId == ChannelAccount.BANK;
    }

    AccountRow changed(String newName, AccountState newState, Instant now, String who) {
        return new AccountRow(marketId, accountId, channel, newName, newState, version + 1, now, who);
    }
}
