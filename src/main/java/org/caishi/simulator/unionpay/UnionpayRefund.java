/** A refund at the acquirer: taken at once, done a little later. */
package org.caishi.simulator.unionpay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param refundNo the merchant's number
 * @param queryId the acquirer's number
 * @param done null while it is under way
 */
record UnionpayRefund(
        String refundNo,
        String queryId,
        long fen,
        String notifyUrl,
        @Nullable Instant done) {
    UnionpayRefund done(Instant now) {
        return new UnionpayRefund(refundNo, queryId, fen, notifyUrl, now);
    }

    boolean isDone() {
        return done != null;
    }
}
