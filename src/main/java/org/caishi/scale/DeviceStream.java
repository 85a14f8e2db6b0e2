/** How far one scale has counted its sales, and what its next one says about those before it. */
package org.caishi.scale;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code scale_stream}. Whatever the order in which sales come, the same sales lead to the same row.
 *
 * @param firstSeq the lowest number that has come; 0: none has
 * @param highestSha256 of the message of the highest; null where it is to be looked up
 * @param chainedFrom the lowest number that told the hash of the one before it; null: none has
 */
record DeviceStream(
        long marketId,
        long deviceId,
        long firstSeq,
        long highestSeq,
        @Nullable String highestSha256,
        @Nullable Long chainedFrom) {
    /** Numbers between two that have come, both ends included. */
    record Skipped(long from, long to) {
        long count() {
            return to - from + 1;
        }
    }

    static DeviceStream empty(long marketId, long deviceId) {
        return new DeviceStream(marketId, deviceId, 0, 0, null, null);
    }

    boolean isEmpty() {
        return firstSeq == 0;
    }

    /** The numbers that this one leaves out; null where it leaves out none. */
    @Nullable Skipped skippedBy(long seq) {
        if (isEmpty()) {
            return null;
        }
        if (seq > highestSeq + 1) {
            return new Skipped(highestSeq + 1, seq - 1);
        }
        return seq < firstSeq - 1 ? new Skipped(seq + 1, firstSeq - 1) : null;
    }

    /** Whether it comes after one with a higher number, so that its place was left out before. */
    boolean fillsAGap(long seq) {
        return seq > firstSeq && seq < highestSeq;
    }

    /** Whether a sale that tells no hash breaks the chain: those before it told one. */
    boolean mustTellAHash(long seq) {
        return chainedFrom != null && seq > chainedFrom;
    }

    boolean chainsEarlier(long seq, @Nullable String prevHash) {
        return prevHash != null && (chainedFrom == null || seq < chainedFrom);
    }

    /** The last number that must be looked at again when the chain begins earlier than was known. */
    long chainedBefore() {
        return chainedFrom == null ? highestSeq : chainedFrom - 1;
    }

    DeviceStream with(long seq, String sha256, @Nullable String prevHash) {
        boolean highest = seq > highestSeq;
        return new DeviceStream(
                marketId,
                deviceId,
                isEmpty() ? seq : Math.min(firstSeq, seq),
                Math.max(highestSeq, seq),
                highest ? sha256 : highestSha256,
                chainsEarlier(seq, prevHash) ? Long.valueOf(seq) : chainedFrom);
    }
}
