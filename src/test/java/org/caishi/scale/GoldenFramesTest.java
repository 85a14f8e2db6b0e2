/** Every golden frame of every protocol, however the line cuts, glues or dirties it. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenFramesTest {
    static List<GoldenFrame> frames() {
        return GoldenFrame.all();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameMeansTheSameAtEveryChunkSize(GoldenFrame frame) {
        for (int chunk = 1; chunk <= frame.bytes().length; chunk++) {
            assertThat(Heard.from(frame.decoder(), frame.bytes(), chunk).events())
                    .as("%s in pieces of %d", frame, chunk)
                    .isEqualTo(frame.events());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaohua-tf0", "caishi-device"})
    void gluedFramesAreAllRead(String folder) {
        assertReadWithBetween(folder, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaohua-tf0", "caishi-device"})
    void bridgeTextBetweenFramesIsSkipped(String folder) {
        assertReadWithBetween(folder, "REG:861234567890\r\nHB\r\nHB".getBytes(US_ASCII));
    }

    @Test
    void lineNoiseBetweenYaohuaFramesIsSkipped() {
        assertReadWithBetween("yaohua-tf0", noiseWithout(0x02));
    }

    @Test
    void lineNoiseBetweenJsonMessagesIsSkipped() {
        byte[] noise = noiseWithout('{');
        noise[noise.length - 1] = '\n';
        assertReadWithBetween("caishi-device", noise);
    }

    private static void assertReadWithBetween(String folder, byte[] between) {
        List<GoldenFrame> frames = GoldenFrame.in(folder).stream()
                .filter(frame -> frame.settings().isEmpty())
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Map<String, Object>> events = new ArrayList<>();
        for (GoldenFrame frame : frames) {
            bytes.writeBytes(between);
            bytes.writeBytes(frame.bytes());
            events.addAll(frame.events());
        }
        for (int chunk : new int[] {1, 2, 3, 5, 7, 11, 12, 13, 64, 1000, bytes.size()}) {
            ScaleDecoder decoder = frames.getFirst().decoder();
            assertThat(Heard.from(decoder, bytes.toByteArray(), chunk).events())
                    .as("in pieces of %d", chunk)
                    .isEqualTo(events);
        }
    }

    private static byte[] noiseWithout(int octet) {
        byte[] noise = new byte[997];
        new Random(20260501).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            if (noise[i] == octet) {
                noise[i] = 0x55;
            }
        }
        return noise;
    }
}
