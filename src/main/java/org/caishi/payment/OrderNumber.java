/** An order's number as it is printed, sent to channels and put into addresses: the id, and the market to look in. */
package org.caishi.payment;

import com.github.f4b6a3.tsid.Tsid;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Printed as 17 characters of Crockford's base 32: 13 of the id, 4 of the market; only letters and digits, as every
 * channel allows ({@code out_trade_no} takes 6 to 32).
 */
public record OrderNumber(long marketId, long orderNo) {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int MARKET_CHARACTERS = 4;
    private static final int ID_CHARACTERS = 13;
    private static final long MARKETS = 1L << (5 * MARKET_CHARACTERS);
    private static final Pattern PRINTED = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{16}");

    public OrderNumber {
        if (marketId < 0 || marketId >= MARKETS || orderNo < 0) {
            throw new IllegalArgumentException("no order number: market " + marketId + ", id " + orderNo);
        }
    }

    /** Reads a printed number; empty when it cannot be one of ours. */
    public static Optional<OrderNumber> parse(String printed) {
        String text = printed.strip().toUpperCase(Locale.ROOT);
        if (!PRINTED.matcher(text).matches()) {
            return Optional.empty();
        }
        long marketId = 0;
        for (char digit : text.substring(ID_CHARACTERS).toCharArray()) {
            marketId = marketId * 32 + DIGITS.indexOf(digit);
        }
        return Optional.of(new OrderNumber(
                marketId, Tsid.from(text.substring(0, ID_CHARACTERS)).toLong()));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Tsid.from(orderNo).toString());
        for (int shift = 5 * (MARKET_CHARACTERS - 1); shift >= 0; shift -= 5) {
            text.append(DIGITS.charAt((int) (marketId >>> shift) & 31));
        }
        return text.toString();
    }
}
