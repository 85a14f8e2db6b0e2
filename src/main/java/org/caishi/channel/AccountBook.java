/** Where the contracts kept in the product are looked up. */
package org.caishi.channel;

public interface AccountBook {
    /** All contracts of all markets as they were a few seconds ago at most; a change made on this node is in at once. */
    KnownAccounts accounts();

    /** The settings as they are now. */
    Opened open(ChannelAccount account);

    /**
     * @param version of the row they were read from
     */
    record Opened(long version, AccountSettings settings) {}
}
