/** The outcome of asking a channel for money. */
package org.caishi.channel;

import java.time.Instant;
import java.util.Map;
import org.caishi.units.Money;

public sealed interface ChargeResult {
    /** The money came at once, as it does when a vendor scans the consumer's code. */
    record Paid(String channelTxn, Money amount, Instant at) implements ChargeResult {}

    /**
     * The payer has to act.
     *
     * @param parameters what the page hands to the wallet: for JSAPI {@code appId, timeStamp, nonceStr, package,
     *     signType, paySign} (WeChat), {@code tradeNO} (Alipay) or {@code payUrl} (UnionPay); for NATIVE and EMVCO {@code
     *     codeUrl}, the text of the code to show; for CODE none: the payer types a password, ask until it is paid
     */
    record Waiting(Map<String, String> parameters) implements ChargeResult {}

    /** A clear no: nothing was charged and nothing will be under this number. */
    record Declined(String code, String words) implements ChargeResult {}

    /** No answer, or none we understand: the money may have moved. Ask again; never treat it as a decline. */
    record Unknown(String why) implements ChargeResult {}
}
