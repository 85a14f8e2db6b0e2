/** What a channel needs to ask a payer for money. */
package org.caishi.channel;

import java.time.Instant;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * One charge; the same order number asked twice with the same content is one charge at the channel.
 *
 * @param orderNo our number at the channel ({@code out_trade_no}), 6 to 32 letters and digits
 * @param merchantNo the vendor's sub-merchant number, whose money it is
 * @param description what the payer reads in the wallet
 * @param payerId the channel's id of the payer where the scene needs it (openid for {@link Scene#JSAPI}); never logged
 * @param splits whether the market's share is to be split out of it later
 * @param expiresAt when the channel should stop taking it
 */
public record ChargeRequest(
        String orderNo,
        String merchantNo,
        Scene scene,
        Money amount,
        String description,
        @Nullable String payerId,
        boolean splits,
        Instant expiresAt) {}
