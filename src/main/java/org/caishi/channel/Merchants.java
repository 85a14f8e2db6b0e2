/** Which sub-merchant of which channel a vendor's money goes to, and whose a sub-merchant is. */
package org.caishi.channel;

import java.time.InstantSource;
import java.util.Optional;
import org.caishi.platform.BadInput;
import org.caishi.platform.ShortMemory;
import org.caishi.platform.Transactions;
import org.springframework.stereotype.Component;

/**
 * A vendor has one number a channel, which a later registration replaces; a number has one vendor for ever, so that a
 * late notice for a replaced number still finds whose money it is. The number is remembered for ten seconds, so another
 * node's change is seen by then.
 */
@Component
public class Merchants {
    private final ChannelMerchants merchants;
    private final ChannelDirectory directory;
    private final Transactions transactions;
    private final ShortMemory<Taker, Optional<String>> numbers;

    Merchants(ChannelMerchants merchants, ChannelDirectory directory, Transactions transactions, InstantSource clock) {
        this.merchants = merchants;
        this.directory = directory;
        this.transactions = transactions;
        this.numbers = new ShortMemory<>(clock);
    }

    /** The vendor's number, unless it has none or was stopped. */
    public Optional<String> merchantNo(long marketId, long vendorId, ChannelName channel) {
        return numbers.get(
                new Taker(marketId, vendorId, channel),
                taker -> merchants.activeNo(taker.marketId, taker.vendorId, taker.channel));
    }

    /**
     * Writes down a vendor's number, or puts it in the place of the older one; the same registration twice is one.
     *
     * @throws BadInput {@code channel.merchant.taken} when the number is another vendor's
     */
    public void register(long marketId, long vendorId, ChannelName channel, String merchantNo) {
        transactions.run(() -> {
            directory.addUnlessThere(channel, merchantNo, marketId, vendorId);
            MerchantOf owner = directory.find(channel, merchantNo).orElseThrow();
            if (!owner.equals(new MerchantOf(marketId, vendorId))) {
                throw new BadInput("channel.merchant.taken", merchantNo);
            }
            merchants.put(marketId, vendorId, channel, merchantNo);
            numbers.forgetWithTransaction(new Taker(marketId, vendorId, channel));
        });
    }

    /** Whose a number is, or was. */
    public Optional<MerchantOf> find(ChannelName channel, String merchantNo) {
        return directory.find(channel, merchantNo);
    }

    private record Taker(long marketId, long vendorId, ChannelName channel) {}
}
