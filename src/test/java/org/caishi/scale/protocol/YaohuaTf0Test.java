/** The Yaohua codec under bit errors, noise and floods: it may say nothing, but never a wrong weight. */
package org.caishi.scale.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.Heard;
import org.caishi.scale.ScaleDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YaohuaTf0Test {
    private static final byte[] GOOD = HexFormat.of().parseHex("022B30303032303532314503");

    private static ScaleDecoder decoder() {
        return GoldenFrame.open("yaohua-tf0", Map.of());
    }

    @Test
    void noSingleBitErrorGivesAWeight() {
        for (GoldenFrame frame : GoldenFrame.in("yaohua-tf0")) {
            if (!frame.settings().isEmpty() || frame.bytes().length != 12 || !isWeight(frame)) {
                continue;
            }
            for (int bit = 0; bit < 12 * 8; bit++) {
                byte[] wrong = frame.bytes().clone();
                wrong[bit / 8] ^= (byte) (1 << bit % 8);
                Heard heard = Heard.from(decoder(), wrong, 12);
                assertThat(heard.grams()).as("%s, bit %d", frame, bit).isEmpty();
                if (bit >= 8 && bit < 11 * 8) {
                    assertThat(heard.rejections()).as("%s, bit %d", frame, bit).containsExactly("checksum");
                }
            }
        }
    }

    @Test
    void aBadFrameNeverCostsTheGoodOneAfterIt() {
        for (int bit = 0; bit < 12 * 8; bit++) {
            byte[] both = Arrays.copyOf(GOOD, 24);
            both[bit / 8] ^= (byte) (1 << bit % 8);
            System.arraycopy(GOOD, 0, both, 12, 12);
            for (int chunk = 1; chunk <= 24; chunk++) {
                assertThat(Heard.from(decoder(), both, chunk).grams()).containsExactly(2050L);
            }
        }
    }

    @Test
    void aLostOrDoubledByteCostsOneFrame() {
        for (int lost = 0; lost < 12; lost++) {
            byte[] shorter = new byte[23];
            System.arraycopy(GOOD, 0, shorter, 0, lost);
            System.arraycopy(GOOD, lost + 1, shorter, lost, 11 - lost);
            System.arraycopy(GOOD, 0, shorter, 11, 12);
            assertThat(Heard.from(decoder(), shorter, 5).grams()).containsExactly(2050L);

            byte[] longer = new byte[25];
            System.arraycopy(GOOD, 0, longer, 0, lost + 1);
            System.arraycopy(GOOD, lost, longer, lost + 1, 12 - lost);
            System.arraycopy(GOOD, 0, longer, 13, 12);
            // A doubled first or last byte leaves a whole frame beside it.
            List<Long> expected = lost == 0 || lost == 11 ? List.of(2050L, 2050L) : List.of(2050L);
            assertThat(Heard.from(decoder(), longer, 5).grams()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void afterAMegabyteOfRandomBytesTheNextGoodFrameIsRead(long seed) {
        Random random = new Random(seed);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        ScaleDecoder decoder = decoder();
        Heard heard = Heard.from(decoder, noise, 1 + random.nextInt(5000));
        assertThat(heard.grams()).isEmpty();
        heard.feed(decoder, GOOD, 12);
        assertThat(heard.grams()).containsExactly(2050L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0xFF, 0x02, 0x03, 0x2B, 0x30})
    void aFloodOfOneByteIsSkipped(int octet) {
        byte[] flood = new byte[100_000];
        Arrays.fill(flood, (byte) octet);
        ScaleDecoder decoder = decoder();
        Heard heard = Heard.from(decoder, flood, 4096);
        heard.feed(decoder, GOOD, 12);
        assertThat(heard.signals).hasSize(1);
        assertThat(heard.grams()).containsExactly(2050L);
    }

    private static boolean isWeight(GoldenFrame frame) {
        return "weight".equals(frame.events().getFirst().get("kind"));
    }
}
