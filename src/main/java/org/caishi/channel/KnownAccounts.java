/** The contracts kept in the product as they were a moment ago, found without a query. */
package org.caishi.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class KnownAccounts {
    public static final KnownAccounts NONE = new KnownAccounts(List.of());

    private final List<ChannelAccount> all;
    private final Map<Long, ChannelAccount> byId = new HashMap<>();
    private final Map<Place, ChannelAccount> active = new HashMap<>();

    public KnownAccounts(List<ChannelAccount> accounts) {
        all = List.copyOf(accounts);
        for (ChannelAccount account : accounts) {
            byId.put(account.accountId(), account);
            if (account.isActive()) {
                active.put(new Place(account.marketId(), account.channel()), account);
            }
        }
    }

    private record Place(long marketId, ChannelName channel) {}

    public List<ChannelAccount> all() {
        return all;
    }

    public Optional<ChannelAccount> find(long accountId) {
        return Optional.ofNullable(byId.get(accountId));
    }

    Optional<ChannelAccount> byId(ChannelName channel, long accountId) {
        return find(accountId).filter(account -> account.channel() == channel);
    }

    /** The market's own active account, else the bank's. */
    Optional<ChannelAccount> inForce(long marketId, ChannelName channel) {
        ChannelAccount own = active.get(new Place(marketId, channel));
        return Optional.ofNullable(own == null ? active.get(new Place(ChannelAccount.BANK, channel)) : own);
    }
}
