/** What a channel needs to ask a payer for money. */
package org.caishi.channel;

import java.time.Instant;
import org.caishi.units.Money;

/**
 * One charge; the same order number asked twice with the same content is one charge at the channel.
 *
 * @param orderNo our number at the channel ({@code out_trade_no}), 6 to 32 letters and digits
 * @param merchantNo the vendor's sub-merchant number, whose money it is
 * @param description what the payer reads in the wallet
 * @param payer what is known of who pays
 * @param splits whether the market's share is to be split out of it later
 * @param expiresAt when the channel should stop taking it
 */
public record ChargeRequest(
        String orderNo,
        String merchantNo,
        Scene scene,
        Money amount,
        String description,
        Payer payer,
        boolean splits,
        Instant expiresAt) {}
