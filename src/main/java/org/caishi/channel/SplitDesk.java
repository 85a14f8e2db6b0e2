/** Where a channel takes instructions to hand on a part of a payment (分账), and to bring it back. */
package org.caishi.channel;

import org.caishi.units.BasisPoints;
import org.jspecify.annotations.Nullable;

/**
 * Every instruction has a number of ours: given again under the same number with the same content it is the same
 * instruction, so whoever hears Unknown asks, and never chooses another number. May block for seconds.
 */
public interface SplitDesk {
    /**
     * Makes a receiver known to the channel; known already is well.
     *
     * @param merchantNo the sub-merchant whose money will be split
     */
    ReceiverResult register(String merchantNo, SplitReceiver receiver);

    /** The most of a payment that may be split out of this sub-merchant's money. */
    RatioResult most(String merchantNo);

    /** Hands on parts of one payment; not before 30 s after it. */
    SplitResult split(SplitRequest request);

    SplitResult querySplit(SplitRequest request);

    /**
     * Ends the splitting of a payment: what was not split is the sub-merchant's.
     *
     * @param splitNo a number of its own
     */
    SplitResult finish(String splitNo, String channelTxn, String merchantNo);

    /** Brings a part back from its receiver to the sub-merchant, as a refund of the payment demands. */
    SplitResult takeBack(SplitReturn request);

    SplitResult queryTakenBack(SplitReturn request);

    /** What came of making a receiver known. */
    sealed interface ReceiverResult {
        record Known() implements ReceiverResult {}

        record Declined(String code, String words) implements ReceiverResult {}

        record Unknown(String why) implements ReceiverResult {}
    }

    /** What came of asking for the most. */
    sealed interface RatioResult {
        record Most(BasisPoints ratio) implements RatioResult {}

        /** The channel has no such limit, or tells none. */
        record None() implements RatioResult {}

        record Unknown(String why) implements RatioResult {}
    }

    /**
     * Who gets a part.
     *
     * @param account the receiver's number at the channel
     * @param name as registered there, where the channel checks it; sent encrypted
     */
    record SplitReceiver(
            Kind kind, String account, @Nullable String name) {
        public enum Kind {
            MERCHANT,
            PERSON
        }
    }
}
