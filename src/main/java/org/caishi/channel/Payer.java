/** What is known of who pays when a charge is asked for; as much as the scene needs, and never logged. */
package org.caishi.channel;

import org.jspecify.annotations.Nullable;

/**
 * @param id the channel's id of the payer, which {@link Scene#JSAPI} needs (openid and its like)
 * @param code the code in the payer's wallet, which {@link Scene#CODE} needs
 * @param address the IP address that the payer's browser came from, for channels that ask for it
 */
public record Payer(
        @Nullable String id,
        @Nullable PaymentCode code,
        @Nullable String address) {
    /** Nobody yet: whoever scans the code that is shown. */
    public static final Payer ANYBODY = new Payer(null, null, null);

    /** Somebody whom the channel has told us. */
    public static Payer known(String id, @Nullable String address) {
        return new Payer(id, null, address);
    }

    /** Somebody who holds out a wallet's code. */
    public static Payer showing(PaymentCode code) {
        return new Payer(null, code, null);
    }

    /** Says what is known, not the values. */
    @Override
    public String toString() {
        return "Payer[" + (id == null ? "" : "known ") + (code == null ? "" : code.toString()) + "]";
    }
}
