/** What a till sends to a Dialog 06 scale; parity is the port's business. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;

public final class Dialog06Request {
    private static final long MOST_PRICE = 999_999;
    private static final long MOST_TARE = 9_999;

    private Dialog06Request() {}

    /** Record 01: the price of the goods that are to be weighed. */
    public static byte[] price(UnitPrice price) {
        return bytes("\4\00201\033" + price(price.fenPerKilogram()) + "\033\3");
    }

    /** Record 03: the price, and the tare that the scale takes off. */
    public static byte[] priceAndTare(UnitPrice price, Weight tare) {
        return bytes("\4\00203\033" + price(price.fenPerKilogram()) + "\033" + tare(tare.grams()) + "\3");
    }

    /** ENQ: answered by a weighing, or by NAK, after which {@link #status()} tells why. */
    public static byte[] ask() {
        return bytes("\4\5");
    }

    /** Record 08: answered by a status. */
    public static byte[] status() {
        return bytes("\4\00208\3");
    }

    /** EOT, which answers every answer. */
    public static byte[] taken() {
        return bytes("\4");
    }

    private static String price(long fen) {
        return digits(6, fen, MOST_PRICE);
    }

    private static String tare(long grams) {
        return digits(4, grams, MOST_TARE);
    }

    private static String digits(int places, long number, long most) {
        if (number < 0 || number > most) {
            throw new IllegalArgumentException("0 to " + most + ", not " + number);
        }
        return String.format(Locale.ROOT, "%0" + places + "d", number);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
