/** What is read aloud is the amount, to the fen: the examples of the trade, every boundary, and all of it read back. */
package org.caishi.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenAmountTest {
    private static final long SEED = 20_260_101;
    private static final long LARGEST_FEN = 999_999_999_999L;

    @ParameterizedTest
    @CsvSource({
        "0, 零元",
        "0.01, 零点零一元",
        "0.05, 零点零五元",
        "0.10, 零点一元",
        "0.20, 零点二元",
        "2.00, 两元",
        "2.50, 两点五元",
        "10, 十元",
        "12.50, 十二点五元",
        "20, 二十元",
        "22, 二十二元",
        "100, 一百元",
        "101, 一百零一元",
        "110, 一百一十元",
        "200, 两百元",
        "222, 两百二十二元",
        "1001, 一千零一元",
        "1010, 一千零一十元",
        "2002, 两千零二元",
        "10000, 一万元",
        "10000.05, 一万点零五元",
        "10010, 一万零一十元",
        "20000, 两万元",
        "100000, 十万元",
        "1000000, 一百万元",
        "12345678.90, 一千二百三十四万五千六百七十八点九元"
    })
    void theExamplesOfTheTrade(String yuan, String words) {
        assertThat(SpokenAmount.of(Money.parseYuan(yuan))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "2.02, 两点零二元",
        "12, 十二元",
        "22000, 两万二千元",
        "100100, 十万零一百元",
        "101000, 十万一千元",
        "110000, 十一万元",
        "120000, 十二万元",
        "200000, 二十万元",
        "2200000, 两百二十万元",
        "10010010.10, 一千零一万零一十点一元",
        "20000000, 两千万元",
        "100000000, 一亿元",
        "100000001, 一亿零一元",
        "100005000, 一亿零五千元",
        "100100000, 一亿零一十万元",
        "105000000, 一亿零五百万元",
        "120000000, 一亿二千万元",
        "200020002.22, 两亿零二万零二点二二元",
        "1200000000, 十二亿元",
        "2000000000, 二十亿元",
        "2000000000000, 两万亿元",
        "-12.50, 负十二点五元",
        "-0.01, 负零点零一元"
    })
    void theBoundaries(String yuan, String words) {
        assertThat(SpokenAmount.of(Money.parseYuan(yuan))).isEqualTo(words);
    }

    @Test
    void everyFenUpToAHundredYuanReadsBackAsItself() {
        for (long fen = 0; fen <= 100_00; fen++) {
            readsBack(fen);
        }
    }

    @Test
    void amountsOfEverySizeReadBackAsThemselves() {
        Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            readsBack(random.nextLong(LARGEST_FEN + 1));
        }
        long bound = 10;
        for (int i = 0; i < 200_000; i++) {
            readsBack(random.nextLong(bound));
            bound = bound > LARGEST_FEN ? 10 : bound * 10;
        }
        readsBack(LARGEST_FEN);
    }

    @Test
    void numbersWithManyZerosReadBackAsThemselves() {
        for (int pattern = 0; pattern < 1 << 14; pattern++) {
            long ones = Long.parseLong(Integer.toBinaryString(pattern));
            readsBack(ones);
            readsBack(ones * 2);
        }
    }

    @Test
    void belowZeroOnlyTheSignIsAdded() {
        for (long fen = 1; fen <= 2_000_00; fen += 7) {
            assertThat(SpokenAmount.of(Money.ofFen(-fen))).isEqualTo("负" + SpokenAmount.of(Money.ofFen(fen)));
        }
    }

    @Test
    void theLargestAmountIsReadAndTheNextRefused() {
        long limit = 1_000_000_000_000_000_000L;
        readsBack(limit - 1);
        readsBack(-(limit - 1));
        assertThatThrownBy(() -> SpokenAmount.of(Money.ofFen(limit))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SpokenAmount.of(Money.ofFen(-limit))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void theEndsOfTheRangeAreRefusedNotMisread(long fen) {
        assertThatThrownBy(() -> SpokenAmount.of(Money.ofFen(fen))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void readsBack(long fen) {
        String words = SpokenAmount.of(Money.ofFen(fen));
        if (SpokenAmountReader.fen(words) != fen) {
            assertThat(SpokenAmountReader.fen(words)).as(words).isEqualTo(fen);
        }
    }
}
