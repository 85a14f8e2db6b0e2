/** The code that a payer's wallet shows for a vendor to scan (付款码); worth money for a minute, so never shown whole. */
package org.caishi.channel;

import java.util.Objects;
import java.util.Optional;

/**
 * Which wallet's a code is, is told by its first two digits and its length: WeChat 18 digits from 10 to 15, Alipay 16 to 24
 * from 25 to 30, UnionPay 19 from 62 (the channels' manuals on 付款码).
 */
public final class PaymentCode {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 24;

    private final String digits;
    private final ChannelName channel;

    private PaymentCode(String digits, ChannelName channel) {
        this.digits = digits;
        this.channel = channel;
    }

    /** Reads what a scanner typed; blanks within are skipped. Empty when it is no wallet's code. */
    public static Optional<PaymentCode> read(String scanned) {
        String digits = scanned.replaceAll("\\s", "");
        int length = digits.length();
        if (length < SHORTEST || length > LONGEST || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(digits.substring(0, 2));
        if (prefix >= 10 && prefix <= 15 && length == 18) {
            return Optional.of(new PaymentCode(digits, ChannelName.WECHAT));
        }
        if (prefix >= 25 && prefix <= 30) {
            return Optional.of(new PaymentCode(digits, ChannelName.ALIPAY));
        }
        return prefix == 62 && length == 19
                ? Optional.of(new PaymentCode(digits, ChannelName.UNIONPAY))
                : Optional.empty();
    }

    /** Whose it is. */
    public ChannelName channel() {
        return channel;
    }

    /** The whole code, for the channel alone. */
    public String digits() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PaymentCode code && digits.equals(code.digits);
    }

    @Override
    public int hashCode() {
        return Objects.hash(digits);
    }

    /** The first two and the last two digits, which identify nobody. */
    @Override
    public String toString() {
        return digits.substring(0, 2) + "…" + digits.substring(digits.length() - 2);
    }
}
