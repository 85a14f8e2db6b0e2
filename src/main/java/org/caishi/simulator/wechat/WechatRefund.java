/** A refund at the service: accepted at once, done a little later. */
package org.caishi.simulator.wechat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param amount in fen
 * @param succeeded null while it is under way
 */
record WechatRefund(
        String outRefundNo,
        String refundId,
        long amount,
        @Nullable String reason,
        @Nullable String notifyUrl,
        Instant created,
        @Nullable Instant succeeded) {
    String status() {
        return succeeded == null ? "PROCESSING" : "SUCCESS";
    }

    WechatRefund succeeded(Instant now) {
        return new WechatRefund(outRefundNo, refundId, amount, reason, notifyUrl, created, now);
    }
}
