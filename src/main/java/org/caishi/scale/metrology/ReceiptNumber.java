/** What a hand scanner or a person reads off a receipt: an order's number, its address, or a weighing's number. */
package org.caishi.scale.metrology;

import com.github.f4b6a3.tsid.Tsid;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

sealed interface ReceiptNumber {
    /** @param at about when the order was opened: the number tells it */
    record OfOrder(long orderNo, Instant at) implements ReceiptNumber {}

    record OfWeighing(long weighingId) implements ReceiptNumber {}

    /** Numbers of orders are printed as 13 characters of the id and 4 of the market, in base 32. */
    Pattern ORDER = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{16}");

    Pattern WEIGHING = Pattern.compile("[0-9]{1,18}");
    String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    int ID_CHARACTERS = 13;
    int DIGIT_BITS = 5;
    int MARKET_BITS = 20;

    /** Empty where it cannot be a number of this market. */
    static Optional<ReceiptNumber> read(String typed, long marketId) {
        String text = typed.strip();
        String last = text.substring(text.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
        if (ORDER.matcher(last).matches()) {
            Tsid id = Tsid.from(last.substring(0, ID_CHARACTERS));
            return market(last) == marketId ? Optional.of(new OfOrder(id.toLong(), id.getInstant())) : Optional.empty();
        }
        return WEIGHING.matcher(last).matches() ? Optional.of(new OfWeighing(Long.parseLong(last))) : Optional.empty();
    }

    /** An order's number as its receipt shows it. */
    static String printed(long marketId, long orderNo) {
        StringBuilder text = new StringBuilder(Tsid.from(orderNo).toString());
        for (int shift = MARKET_BITS - DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
            text.append(DIGITS.charAt((int) (marketId >>> shift) & (DIGITS.length() - 1)));
        }
        return text.toString();
    }

    private static long market(String number) {
        long market = 0;
        for (char digit : number.substring(ID_CHARACTERS).toCharArray()) {
            market = market * DIGITS.length() + DIGITS.indexOf(digit);
        }
        return market;
    }
}
