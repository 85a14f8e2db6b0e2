/** The barcode on the label of a label scale: which goods, and what they come to; 13 or 18 digits. */
package org.caishi.scale.protocol;

import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * What a label says. An in-store code, prefix 20 to 29, means something in its own shop only: which digits are what is
 * known from the scale that printed it.
 *
 * @param prefix 2 of a code with one digit of prefix, else 20 to 29
 * @param item the number of the goods, as its digits
 * @param amount what is to pay; null on a label that says a weight only
 * @param weight null on a label that says an amount only
 */
public record LabelBarcode(
        int prefix,
        String item,
        @Nullable Money amount,
        @Nullable Weight weight) {
    private static final int SHORT = 13;
    private static final int LONG = 18;

    /** What came of reading a code. */
    public sealed interface Outcome {
        record Read(LabelBarcode label) implements Outcome {}

        /** No label of this scale; the words say why, for the person with the scanner. */
        record Refused(String words) implements Outcome {}
    }

    /**
     * How one model of scale prints.
     *
     * @param amountFen what the last digit of an amount is worth: 1, 10 (角) or 100 fen
     * @param weightGrams what the last digit of a weight is worth: 1, 5, 10 or 100 g
     */
    public record Layout(ShortForm shortForm, LongForm longForm, long amountFen, long weightGrams, Anchor anchor) {
        /** What the most scales print: {@code FF WWWWW EEEEE C}, and item, amount, weight; in fen and grams. */
        public static final Layout USUAL =
                new Layout(ShortForm.PREFIX_2_ITEM_5_AMOUNT, LongForm.AMOUNT_WEIGHT, 1, 1, Anchor.RIGHT);

        public Layout {
            if (amountFen < 1 || weightGrams < 1) {
                throw new IllegalArgumentException("a digit is worth something");
            }
        }
    }

    /** Of 13 digits: prefix and goods, then five digits, then the check digit. */
    public enum ShortForm {
        PREFIX_1_ITEM_6_AMOUNT(1, true),
        PREFIX_2_ITEM_5_AMOUNT(2, true),
        PREFIX_1_ITEM_6_WEIGHT(1, false),
        PREFIX_2_ITEM_5_WEIGHT(2, false);

        private final int prefixDigits;
        private final boolean tellsAmount;

        ShortForm(int prefixDigits, boolean tellsAmount) {
            this.prefixDigits = prefixDigits;
            this.tellsAmount = tellsAmount;
        }
    }

    /** Of 18 digits: two of prefix, five of goods, then five and five, then the check digit. */
    public enum LongForm {
        AMOUNT_WEIGHT,
        WEIGHT_AMOUNT
    }

    /** From which end the check digit of 18 digits counts every other digit three times; of 13 both are one. */
    public enum Anchor {
        /** As GS1 does for every length: the digit beside the check digit counts three times. */
        RIGHT,
        /** As if it were an EAN-13 with more digits: the second from the left counts three times. */
        LEFT
    }

    /** Reads a code as a scanner types it. */
    public static Outcome read(String code, Layout layout) {
        String digits = code.strip();
        if (!digits.matches("[0-9]+") || digits.length() != SHORT && digits.length() != LONG) {
            return new Outcome.Refused("a label has 13 or 18 digits");
        }
        if (digits.charAt(0) != '2') {
            return new Outcome.Refused("a label of a scale begins with 20 to 29");
        }
        if (checkDigit(digits, layout.anchor()) != digits.charAt(digits.length() - 1)) {
            return new Outcome.Refused("the check digit is wrong: read it again");
        }
        return new Outcome.Read(digits.length() == SHORT ? shortLabel(digits, layout) : longLabel(digits, layout));
    }

    private static LabelBarcode shortLabel(String digits, Layout layout) {
        ShortForm form = layout.shortForm();
        int value = Integer.parseInt(digits, 7, 12, 10);
        return new LabelBarcode(
                Integer.parseInt(digits, 0, form.prefixDigits, 10),
                digits.substring(form.prefixDigits, 7),
                form.tellsAmount ? Money.ofFen(value * layout.amountFen()) : null,
                form.tellsAmount ? null : Weight.ofGrams(value * layout.weightGrams()));
    }

    private static LabelBarcode longLabel(String digits, Layout layout) {
        int first = Integer.parseInt(digits, 7, 12, 10);
        int second = Integer.parseInt(digits, 12, 17, 10);
        boolean amountFirst = layout.longForm() == LongForm.AMOUNT_WEIGHT;
        return new LabelBarcode(
                Integer.parseInt(digits, 0, 2, 10),
                digits.substring(2, 7),
                Money.ofFen((amountFirst ? first : second) * layout.amountFen()),
                Weight.ofGrams((amountFirst ? second : first) * layout.weightGrams()));
    }

    private static char checkDigit(String digits, Anchor anchor) {
        int last = digits.length() - 2;
        int sum = 0;
        for (int at = 0; at <= last; at++) {
            boolean three = switch (anchor) {
                case RIGHT -> (last - at) % 2 == 0;
                case LEFT -> at % 2 == 1;
            };
            sum += (digits.charAt(at) - '0') * (three ? 3 : 1);
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }
}
