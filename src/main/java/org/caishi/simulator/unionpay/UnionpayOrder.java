/** What a merchant asked to be paid, after its fields were checked. */
package org.caishi.simulator.unionpay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The same number may be ordered again only with an equal order.
 *
 * @param notifyUrl where the notice goes; empty for none
 * @param fen the amount
 * @param userId the payer named by the merchant; null where the wallet decides
 * @param expires when the wallet stops taking money for it
 */
record UnionpayOrder(
        String orderId,
        Kind kind,
        String subMerchant,
        String description,
        String notifyUrl,
        long fen,
        @Nullable String userId,
        Instant expires) {
    /** By what the payer met it. */
    enum Kind {
        PAYER("01"),
        CODE_TO_SHOW("07"),
        CODE_SHOWN("06"),
        /** A wallet from abroad brought it; the merchant never ordered it here. */
        ABROAD("07");

        private final String subType;

        Kind(String subType) {
            this.subType = subType;
        }

        String subType() {
            return subType;
        }
    }
}
