/** What a merchant asked to be paid, after its parameters were checked. */
package org.caishi.simulator.alipay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The same number may be ordered again only with an equal order.
 *
 * @param subMerchant the smid whose money it is
 * @param notifyUrl where notices go; null where none was given
 * @param total in fen
 * @param buyerId the payer named by the merchant; null where the wallet decides
 * @param frozen whether the money waits to be split
 * @param expires when the wallet stops taking money for it; null for {@link AlipayTrade#LIVES} after it was opened
 */
record AlipayOrder(
        String outTradeNo,
        Kind kind,
        String subMerchant,
        String subject,
        @Nullable String passback,
        @Nullable String storeId,
        @Nullable String notifyUrl,
        long total,
        @Nullable String buyerId,
        boolean frozen,
        @Nullable Instant expires) {
    /** The method by which it was ordered. */
    enum Kind {
        CREATE,
        PRECREATE,
        PAY
    }
}
