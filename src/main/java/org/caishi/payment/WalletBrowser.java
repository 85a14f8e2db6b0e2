/** Tells by the User-Agent in which wallet's browser a page is open. */
package org.caishi.payment;

import java.util.Optional;
import org.caishi.channel.ChannelName;
import org.jspecify.annotations.Nullable;

final class WalletBrowser {
    private WalletBrowser() {}

    /** The wallet, or empty for any other browser: then the page shows all. */
    static Optional<ChannelName> of(@Nullable String userAgent) {
        if (userAgent == null) {
            return Optional.empty();
        }
        if (userAgent.contains("MicroMessenger")) {
            return Optional.of(ChannelName.WECHAT);
        }
        if (userAgent.contains("AlipayClient")) {
            return Optional.of(ChannelName.ALIPAY);
        }
        return userAgent.contains("UnionPay/") ? Optional.of(ChannelName.UNIONPAY) : Optional.empty();
    }
}
