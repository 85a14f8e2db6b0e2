/** The ECR codec over every weight a counter scale shows: its checksum takes every value there is, letters included. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.Heard;
import org.caishi.scale.ScaleDecoder;
import org.junit.jupiter.api.Test;

class EcrTest {
    private final ScaleDecoder decoder = GoldenFrame.open("ecr", Map.of());

    @Test
    void everyWeightIsReadWhateverItsChecksumLooksLike() {
        Set<Integer> checksums = new HashSet<>();
        for (int grams = 0; grams < 100_000; grams += 7) {
            byte[] frame = frame("S %02d.%03dkg".formatted(grams / 1000, grams % 1000));
            checksums.add((int) frame[12]);
            assertThat(Heard.from(decoder, frame, 15).grams()).containsExactly((long) grams);
        }
        assertThat(checksums).contains((int) 'g', (int) 'k').hasSizeGreaterThanOrEqualTo(16);
    }

    @Test
    void aChecksumThatStartsAFrameCostsNothing() {
        for (String weight : new String[] {"S 00.488kg", "S 00.500KG", "U-12.345LB", "S  1.250SJ"}) {
            for (int wrong = 0; wrong < 128; wrong++) {
                byte[] bad = frame(weight);
                boolean right = bad[12] == wrong;
                bad[12] = (byte) wrong;
                byte[] line = Arrays.copyOf(bad, 30);
                System.arraycopy(frame("S 02.050kg"), 0, line, 15, 15);
                for (int chunk : new int[] {1, 13, 30}) {
                    Heard heard = Heard.from(decoder, line, chunk);
                    assertThat(heard.signals).as("checksum %02X", wrong).hasSize(2);
                    assertThat(heard.rejections()).isEqualTo(right ? List.of() : List.of("checksum"));
                    assertThat(heard.grams()).hasSize(right ? 2 : 1).endsWith(2050L);
                }
            }
        }
    }

    private static byte[] frame(String block) {
        byte[] text = block.getBytes(ISO_8859_1);
        int check = 0;
        for (byte octet : text) {
            check ^= octet;
        }
        return ("\1\2" + block + (char) check + "\3\4").getBytes(ISO_8859_1);
    }
}
