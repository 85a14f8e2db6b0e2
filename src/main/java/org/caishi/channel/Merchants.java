/** Which sub-merchant of which channel a vendor's money goes to, and whose a sub-merchant is. */
package org.caishi.channel;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.caishi.platform.BadInput;
import org.caishi.platform.ShortMemory;
import org.caishi.platform.Transactions;
import org.springframework.stereotype.Component;

/**
 * A vendor has one number a channel, which a later registration replaces; a number has one vendor for ever, so that a
 * late notice for a replaced number still finds whose money it is. It belongs to the account that was in force when it was
 * first registered. The number is remembered for ten seconds, so another node's change is seen by then.
 */
@Component
public class Merchants {
    private final ChannelMerchants merchants;
    private final ChannelDirectory directory;
    private final Channels channels;
    private final Transactions transactions;
    private final ShortMemory<Taker, Optional<VendorNumber>> numbers;

    Merchants(
            ChannelMerchants merchants,
            ChannelDirectory directory,
            Channels channels,
            Transactions transactions,
            InstantSource clock) {
        this.merchants = merchants;
        this.directory = directory;
        this.channels = channels;
        this.transactions = transactions;
        this.numbers = new ShortMemory<>(clock);
    }

    /** The vendor's number, unless it has none or was stopped. */
    public Optional<String> merchantNo(long marketId, long vendorId, ChannelName channel) {
        return number(marketId, vendorId, channel).map(VendorNumber::merchantNo);
    }

    /** The vendor's number with the account it belongs to, unless it has none or was stopped. */
    public Optional<VendorNumber> number(long marketId, long vendorId, ChannelName channel) {
        return numbers.get(
                new Taker(marketId, vendorId, channel),
                taker -> merchants.active(taker.marketId, taker.vendorId, taker.channel));
    }

    /** All numbers of a vendor, stopped ones too. */
    public List<VendorNumber> of(long marketId, long vendorId) {
        return merchants.ofVendor(marketId, vendorId);
    }

    /** All numbers of a market's vendors. */
    public List<VendorNumber> of(long marketId) {
        return merchants.ofMarket(marketId);
    }

    /**
     * Writes down a vendor's number, or puts it in the place of the older one; the same registration twice is one.
     *
     * @throws BadInput {@code channel.merchant.taken} when the number is another vendor's
     */
    public void register(long marketId, long vendorId, ChannelName channel, String merchantNo) {
        long accountId = channels.accountInForce(marketId, channel)
                .map(ChannelAccount::accountId)
                .orElse(ChannelAccount.ENVIRONMENT);
        transactions.run(() -> {
            directory.addUnlessThere(channel, merchantNo, marketId, vendorId, accountId);
            MerchantOf owner = directory.find(channel, merchantNo).orElseThrow();
            if (!owner.isOf(marketId, vendorId)) {
                throw new BadInput("channel.merchant.taken", merchantNo);
            }
            merchants.put(marketId, vendorId, channel, merchantNo);
            numbers.forgetWithTransaction(new Taker(marketId, vendorId, channel));
        });
    }

    /** Stops a vendor's number, or lets it take money again; false when there is none. */
    public boolean put(long marketId, long vendorId, ChannelName channel, VendorNumber.State state) {
        boolean changed = merchants.state(marketId, vendorId, channel, state) == 1;
        numbers.forgetWithTransaction(new Taker(marketId, vendorId, channel));
        return changed;
    }

    /**
     * Makes the numbers of the environment's contract those of an account, because the same contract has moved into the
     * product; what was charged under them is asked about and given back there from now on.
     *
     * @return how many
     */
    public int takeOver(ChannelAccount account) {
        return directory.takeOver(
                account.channel(), account.accountId(), account.isBanks() ? null : account.marketId());
    }

    /** Whose a number is, or was. */
    public Optional<MerchantOf> find(ChannelName channel, String merchantNo) {
        return directory.find(channel, merchantNo);
    }

    private record Taker(long marketId, long vendorId, ChannelName channel) {}
}
