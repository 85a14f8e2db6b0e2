/** Texts reach the chip in GBK, without strange characters, and are cut where it does not hurt. */
package org.caishi.speaker.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpokenTextTest {
    private static final Charset GBK = Charset.forName("GBK");

    @Test
    void aShortTextIsOnePiece() {
        assertThat(pieces("微信收款十二点五元", 200)).containsExactly("微信收款十二点五元");
    }

    @Test
    void aLongTextIsCutAfterTheLastPauseThatFits() {
        assertThat(pieces("一二，三四。五六七八九", 14)).containsExactly("一二，三四。", "五六七八九");
    }

    @Test
    void withoutAPauseItIsCutBetweenCharacters() {
        assertThat(pieces("一二三四五", 5)).containsExactly("一二", "三四", "五");
    }

    @Test
    void numbersWordsAndTagsStayWhole() {
        assertThat(pieces("收款12.50元", 8)).containsExactly("收款", "12.50元");
        assertThat(pieces("你好[v16]你好", 8)).containsExactly("你好", "[v16]你", "好");
        assertThat(pieces("WeChat Pay received", 12)).containsExactly("WeChat Pay ", "received");
    }

    @Test
    void aNumberTooLongForAFrameIsCutAllTheSame() {
        assertThat(pieces("1".repeat(25), 10)).containsExactly("1".repeat(10), "1".repeat(10), "1".repeat(5));
    }

    @Test
    void whatGbkDoesNotKnowIsLeftOutAndNeverAQuestionMark() {
        assertThat(pieces("老王🐟鱼档𠮷ไทย¥12", 200)).containsExactly("老王鱼档12");
        assertThat(pieces("真的?真的？", 200)).containsExactly("真的?真的？");
        assertThat(pieces("半\uD83D个", 200)).containsExactly("半个");
    }

    @Test
    void linesAndControlsBecomeBlanks() {
        assertThat(pieces("\uFEFF一\r\n二\t三\u3000四\u0000五\n", 200)).containsExactly("一  二 三 四 五");
    }

    @Test
    void nothingToSayIsNoPiece() {
        assertThat(pieces("", 200)).isEmpty();
        assertThat(pieces(" \n\t ", 200)).isEmpty();
        assertThat(pieces("🐟🐟", 200)).isEmpty();
    }

    @Test
    void anyTextIsCutIntoLegalPiecesThatMakeItAgain() {
        Random random = new Random(6288);
        String alphabet = "一二点元，。；aZ09. []v\n🐟𠮷ไ—";
        int[] characters = alphabet.codePoints().toArray();
        for (int run = 0; run < 5_000; run++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(300);
            for (int i = 0; i < length; i++) {
                text.appendCodePoint(characters[random.nextInt(characters.length)]);
            }
            int limit = 20 + random.nextInt(181);
            List<byte[]> pieces = SpokenText.pieces(text.toString(), limit);
            assertThat(pieces).allSatisfy(piece -> assertThat(piece.length).isBetween(1, limit));
            String expected = text.toString().strip().replaceAll("[🐟𠮷ไ]", "").replace('\n', ' ');
            assertThat(String.join("", strings(pieces))).isEqualTo(expected.isBlank() ? "" : expected);
        }
    }

    private static List<String> pieces(String text, int limit) {
        return strings(SpokenText.pieces(text, limit));
    }

    private static List<String> strings(List<byte[]> pieces) {
        return pieces.stream().map(piece -> new String(piece, GBK)).toList();
    }
}
