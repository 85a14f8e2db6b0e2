/** Label barcodes: both short layouts, the long one in its spellings, and check digits that are wrong by one. */
package org.caishi.scale.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.caishi.scale.protocol.LabelBarcode.Anchor;
import org.caishi.scale.protocol.LabelBarcode.Layout;
import org.caishi.scale.protocol.LabelBarcode.LongForm;
import org.caishi.scale.protocol.LabelBarcode.Outcome;
import org.caishi.scale.protocol.LabelBarcode.ShortForm;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelBarcodeTest {
    private static final String SHORT = "2281080012499";
    private static final String LONG = "228108001249004889";

    @ParameterizedTest
    @CsvSource({
        "PREFIX_1_ITEM_6_AMOUNT, 2, 281080, 1249,",
        "PREFIX_2_ITEM_5_AMOUNT, 22, 81080, 1249,",
        "PREFIX_1_ITEM_6_WEIGHT, 2, 281080, , 1249",
        "PREFIX_2_ITEM_5_WEIGHT, 22, 81080, , 1249",
    })
    void thirteenDigitsSayGoodsAndOneFigure(ShortForm form, int prefix, String item, Long fen, Long grams) {
        Layout layout = new Layout(form, LongForm.AMOUNT_WEIGHT, 1, 1, Anchor.RIGHT);
        assertThat(LabelBarcode.read(SHORT, layout))
                .isEqualTo(new Outcome.Read(new LabelBarcode(
                        prefix,
                        item,
                        fen == null ? null : Money.ofFen(fen),
                        grams == null ? null : Weight.ofGrams(grams))));
    }

    @Test
    void eighteenDigitsSayGoodsAmountAndWeight() {
        assertThat(LabelBarcode.read(LONG, Layout.USUAL)).isEqualTo(label(1249, 488));
        Layout turned = new Layout(ShortForm.PREFIX_2_ITEM_5_AMOUNT, LongForm.WEIGHT_AMOUNT, 1, 1, Anchor.RIGHT);
        assertThat(LabelBarcode.read(LONG, turned)).isEqualTo(label(488, 1249));
    }

    @Test
    void theLastDigitMayBeWorthMore() {
        Layout coarse = new Layout(ShortForm.PREFIX_2_ITEM_5_AMOUNT, LongForm.AMOUNT_WEIGHT, 10, 5, Anchor.RIGHT);
        assertThat(LabelBarcode.read(LONG, coarse)).isEqualTo(label(12_490, 2_440));
    }

    @Test
    void theCheckDigitOfEighteenMayBeCountedFromEitherEnd() {
        Layout fromLeft = new Layout(ShortForm.PREFIX_2_ITEM_5_AMOUNT, LongForm.AMOUNT_WEIGHT, 1, 1, Anchor.LEFT);
        String counted = "228108001249004883";
        assertThat(LabelBarcode.read(counted, fromLeft)).isEqualTo(label(1249, 488));
        assertThat(LabelBarcode.read(LONG, fromLeft)).isInstanceOf(Outcome.Refused.class);
        assertThat(LabelBarcode.read(counted, Layout.USUAL)).isInstanceOf(Outcome.Refused.class);
        assertThat(LabelBarcode.read(SHORT, fromLeft)).isInstanceOf(Outcome.Read.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHORT, LONG})
    void noSingleWrongDigitIsRead(String code) {
        for (int at = 1; at < code.length(); at++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                if (digit != code.charAt(at)) {
                    String wrong = code.substring(0, at) + digit + code.substring(at + 1);
                    assertThat(LabelBarcode.read(wrong, Layout.USUAL)).as(wrong).isInstanceOf(Outcome.Refused.class);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            ``,                   a label has 13 or 18 digits
            228108001249,         a label has 13 or 18 digits
            22810800124950,       a label has 13 or 18 digits
            22810800１2495,        a label has 13 or 18 digits
            -281080012495,        a label has 13 or 18 digits
            6901234567892,        a label of a scale begins with 20 to 29
            2281080012498,        the check digit is wrong: read it again
            228108001249004888,   the check digit is wrong: read it again
            """)
    void whatIsNoLabelIsRefusedInWords(String code, String words) {
        assertThat(LabelBarcode.read(code, Layout.USUAL)).isEqualTo(new Outcome.Refused(words));
    }

    @Test
    void blanksOfAScannerAreCutOff() {
        assertThat(LabelBarcode.read(" " + SHORT + "\r\n", Layout.USUAL)).isInstanceOf(Outcome.Read.class);
    }

    private static Outcome label(long fen, long grams) {
        return new Outcome.Read(new LabelBarcode(22, "81080", Money.ofFen(fen), Weight.ofGrams(grams)));
    }
}
