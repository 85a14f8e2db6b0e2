/** Every codec under bit errors, wrong bytes and floods: it may say nothing, but never a wrong weight. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DirtyLineTest {
    static List<String> folders() {
        return GoldenFrame.folders();
    }

    static List<GoldenFrame> checkedFrames() {
        return GoldenFrame.all().stream()
                .filter(frame -> ScaleProtocols.find(frame.protocol())
                        .orElseThrow()
                        .settings()
                        .contains(Setting.CHECKSUM))
                .filter(frame -> !"off".equals(frame.settings().get("checksum")))
                .filter(frame -> frame.events().stream().anyMatch(event -> "weight".equals(event.get("kind"))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("checkedFrames")
    void noSingleBitErrorInACheckedFrameGivesAnotherWeight(GoldenFrame frame) {
        int told = 0;
        int bits = frame.bytes().length * 8;
        for (int bit = 0; bit < bits; bit++) {
            byte[] wrong = frame.bytes();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            Heard heard = Heard.from(frame.decoder(), wrong, wrong.length);
            for (Map<String, Object> event : heard.meanings()) {
                assertThat(frame.events()).as("%s, bit %d", frame, bit).contains(event);
            }
            told += heard.rejections().isEmpty() ? 0 : 1;
        }
        assertThat(told).as("errors that were told").isGreaterThan(bits / 3);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void wrongLostAndDoubledBytesAreBorne(String folder) {
        Random random = new Random(20260502);
        List<GoldenFrame> frames = GoldenFrame.in(folder);
        GoldenFrame good = GoldenFrame.good(folder).getFirst();
        for (int round = 0; round < 600; round++) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int i = random.nextInt(4); i >= 0; i--) {
                line.writeBytes(frames.get(random.nextInt(frames.size())).bytes());
            }
            byte[] dirty = dirtied(line.toByteArray(), random);
            DirtyLine.assertBorne(good, dirty, 1 + random.nextInt(40));
        }
    }

    /** Some bytes overwritten, some lost, some said twice. */
    private static byte[] dirtied(byte[] line, Random random) {
        ByteArrayOutputStream dirty = new ByteArrayOutputStream();
        int rate = 2 + random.nextInt(60);
        for (byte octet : line) {
            switch (random.nextInt(rate)) {
                case 0 -> dirty.write(random.nextInt(256));
                case 1 -> {
                    if (random.nextBoolean()) {
                        dirty.write(octet);
                        dirty.write(octet);
                    }
                }
                default -> dirty.write(octet);
            }
        }
        return dirty.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void randomBytesGiveNoWeight(String folder) {
        Random random = new Random(20260503);
        byte[] noise = new byte[1 << 18];
        random.nextBytes(noise);
        Heard heard = DirtyLine.assertBorne(GoldenFrame.good(folder).getFirst(), noise, 4096);
        assertThat(heard.grams()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void floodsOfOneByteAreBorne(String folder) {
        GoldenFrame good = GoldenFrame.good(folder).getFirst();
        byte[] flood = new byte[200_000];
        for (int octet = 0; octet < 256; octet++) {
            Arrays.fill(flood, 0, 2_000, (byte) octet);
            Heard heard = DirtyLine.assertBorne(good, Arrays.copyOf(flood, 2_000), 97);
            assertThat(heard.meanings()).as("a flood of %02X", octet).isEmpty();
        }
        for (int octet : new int[] {0x00, 0xFF, ' ', '0', '{'}) {
            Arrays.fill(flood, (byte) octet);
            DirtyLine.assertBorne(good, flood, 4096);
        }
    }
}
