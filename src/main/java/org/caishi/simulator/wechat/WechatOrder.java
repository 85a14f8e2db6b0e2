/** What a merchant asked to be paid, after its parameters were checked. */
package org.caishi.simulator.wechat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The same number may be ordered again only with an equal order.
 *
 * @param notifyUrl where the notice goes; empty for {@link Kind#MICROPAY}, whose result is asked for
 * @param total in fen
 * @param openid the payer named by the merchant; null where the wallet decides
 * @param expires when the wallet stops taking money for it; null means two hours after it was opened, as long as a prepay lives
 */
record WechatOrder(
        String outTradeNo,
        Kind kind,
        String subMchid,
        String description,
        @Nullable String attach,
        String notifyUrl,
        long total,
        @Nullable String openid,
        boolean profitSharing,
        @Nullable Instant expires) {
    /** The service's {@code trade_type}. */
    enum Kind {
        JSAPI,
        NATIVE,
        MICROPAY
    }
}
