/** Goods as a Dahua TM label scale keeps them: the line that writes them, which it reads back in the same form. */
package org.caishi.scale.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line. What the product has no use for (notes, texts, the discounts by hour) is written empty and not read.
 *
 * @param number of the goods on the scale, 1 to 4000; its hot keys call them by this
 * @param code seven digits, as they are printed in the barcode
 * @param price 0 to 999999, in what the scale is set to: usually fen for a kilogram
 * @param shelfDays 0 to 999
 * @param prefix two digits that begin the barcode, e.g. 22
 * @param tareGrams 0 to 99999; the weight of one packet in mode PACK
 * @param label which label is printed, 0 to 99
 * @param name at most 33 characters of GB 2312
 */
public record DahuaPlu(
        int number, int code, int price, Mode mode, int shelfDays, int prefix, int tareGrams, int label, String name) {
    public static final int MOST_NUMBER = 4000;
    public static final int MOST_PRICE = 999_999;

    private static final int MOST_CODE = 9_999_999;
    private static final int LONGEST_NAME = 33;

    /** number, code, price, mode, three texts, shelf life, prefix, department, long code, tare, label, discounts; names. */
    private static final Pattern LINE =
            Pattern.compile("(\\d{4})A(\\d{7})(\\d{6})([012])\\d{6}(\\d{3})(\\d{2})\\d{2}\\d{13}"
                    + "(\\d{5})(\\d{2})\\d{26}B((?:\\d{4}){0,64})C((?:\\d{4}){0,64})D((?:\\d{4}){0,64})E");

    /** How the goods are sold. */
    public enum Mode {
        WEIGHT,
        PIECE,
        /** Packets of one weight. */
        PACK;

        private static final Mode[] ALL = values();
    }

    public DahuaPlu {
        within("number", number, 1, MOST_NUMBER);
        within("code", code, 0, MOST_CODE);
        within("price", price, 0, MOST_PRICE);
        within("shelfDays", shelfDays, 0, 999);
        within("prefix", prefix, 0, 99);
        within("tareGrams", tareGrams, 0, 99_999);
        within("label", label, 0, 99);
        within("characters of the name", name.length(), 0, LONGEST_NAME);
    }

    private static void within(String what, int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(what + " is " + least + " to " + most + ", not " + number);
        }
    }

    /** The same goods at another price. The protocol changes prices by writing the whole line. */
    public DahuaPlu at(int newPrice) {
        return new DahuaPlu(number, code, newPrice, mode, shelfDays, prefix, tareGrams, label, name);
    }

    /** The same goods under another name and at another price; what else the scale knows of them stays. */
    public DahuaPlu named(String newName, int newPrice) {
        return new DahuaPlu(number, code, newPrice, Mode.WEIGHT, shelfDays, prefix, tareGrams, label, newName);
    }

    /** What a scale can hold of a name: the characters of GB 2312 among it, 33 at most. */
    public static String held(String name) {
        String known = ZoneCode.text(ZoneCode.of(name));
        return known.length() <= LONGEST_NAME ? known : known.substring(0, LONGEST_NAME);
    }

    /** The line after its command, from the number on. */
    String line() {
        return String.format(
                        Locale.ROOT,
                        "%04dA%07d%06d%d000000%03d%02d00%013d%05d%02d",
                        number,
                        code,
                        price,
                        mode.ordinal(),
                        shelfDays,
                        prefix,
                        0,
                        tareGrams,
                        label)
                + "0".repeat(26)
                + "B"
                + ZoneCode.of(name)
                + "CDE";
    }

    /** Reads a line from the number on; empty when it is none, or one beyond the limits. */
    static Optional<DahuaPlu> read(String line) {
        Matcher fields = LINE.matcher(line.toUpperCase(Locale.ROOT));
        if (!fields.matches() || whole(fields, 1) < 1 || whole(fields, 1) > MOST_NUMBER) {
            return Optional.empty();
        }
        String name = ZoneCode.text(fields.group(9));
        return Optional.of(new DahuaPlu(
                whole(fields, 1),
                whole(fields, 2),
                whole(fields, 3),
                Mode.ALL[whole(fields, 4)],
                whole(fields, 5),
                whole(fields, 6),
                whole(fields, 7),
                whole(fields, 8),
                name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME)));
    }

    private static int whole(Matcher fields, int group) {
        return Integer.parseInt(fields.group(group));
    }
}
