/** The JSON line codec under noise, floods and lines without end. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.Heard;
import org.caishi.scale.ScaleDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaishiJsonTest {
    private static final byte[] GOOD = "\n{\"kind\":\"weight\",\"grams\":2050}\n".getBytes(UTF_8);

    private final ScaleDecoder decoder = GoldenFrame.open("caishi-json", Map.of());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void afterAMegabyteOfRandomBytesTheNextMessageIsRead(long seed) {
        byte[] noise = new byte[1 << 20];
        new Random(seed).nextBytes(noise);
        Heard heard = Heard.from(decoder, noise, 1 + new Random(seed).nextInt(5000));
        assertThat(heard.grams()).isEmpty();
        heard.feed(decoder, GOOD, 7);
        assertThat(heard.grams()).containsExactly(2050L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aMessageWithWrongBytesNeverThrows(long seed) {
        Random random = new Random(seed);
        for (GoldenFrame frame : GoldenFrame.in("caishi-device")) {
            for (int i = 0; i < 500; i++) {
                byte[] wrong = frame.bytes().clone();
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
                }
                Heard heard = Heard.from(decoder, wrong, wrong.length);
                heard.signals.clear();
                heard.feed(decoder, GOOD, GOOD.length);
                assertThat(heard.grams()).contains(2050L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0xFF, '{', '"', '[', ' '})
    void anEndlessLineIsRejectedOnceAndHeldInBounds(int octet) {
        byte[] flood = new byte[5_000_000];
        Arrays.fill(flood, (byte) octet);
        Heard heard = Heard.from(decoder, flood, 3000);
        assertThat(heard.events()).containsExactly(Map.of("kind", "rejected", "reason", "overlong", "bytes", 65536));
        assertThat(((CaishiJson) decoder).capacity()).isLessThanOrEqualTo(CaishiMessage.MOST_BYTES);
        heard.feed(decoder, GOOD, 9);
        assertThat(heard.grams()).containsExactly(2050L);
        assertThat(((CaishiJson) decoder).capacity()).isLessThan(1024);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 65_535, 65_536, 65_537, 70_000})
    void theLongestLineIsReadAndOneByteMoreIsNot(int chunk) {
        assertThat(Heard.from(decoder, weightOfLength(65_536), chunk).grams()).containsExactly(7L);
        Heard heard = Heard.from(decoder, weightOfLength(65_537), chunk);
        assertThat(heard.grams()).isEmpty();
        assertThat(heard.rejections()).containsExactly("overlong");
    }

    @Test
    void aFloodOfLineEndsIsNothing() {
        byte[] flood = new byte[100_000];
        Arrays.fill(flood, (byte) '\n');
        assertThat(Heard.from(decoder, flood, 4096).signals).isEmpty();
    }

    @Test
    void deepNestingIsRejected() {
        byte[] deep = ("{\"kind\":" + "[".repeat(60_000) + "\n").getBytes(UTF_8);
        assertThat(Heard.from(decoder, deep, 4096).rejections()).containsExactly("json");
    }

    @Test
    void thousandsOfFieldNamesAreNoHarm() {
        Random random = new Random(7);
        StringBuilder line = new StringBuilder("{\"kind\":\"weight\",\"grams\":7");
        while (line.length() < 60_000) {
            line.append(",\"").append(Long.toString(random.nextLong(), 36)).append("\":0");
        }
        byte[] bytes = line.append("}\n").toString().getBytes(UTF_8);
        for (int i = 0; i < 20; i++) {
            assertThat(Heard.from(decoder, bytes, 4096).grams()).containsExactly(7L);
        }
    }

    private static byte[] weightOfLength(int length) {
        String head = "{\"kind\":\"weight\",\"grams\":7,\"pad\":\"";
        return (head + "x".repeat(length - head.length() - 2) + "\"}\n").getBytes(UTF_8);
    }
}
