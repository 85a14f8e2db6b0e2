/** Every golden frame of every protocol, however the line cuts, glues or dirties it. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFramesTest {
    private static final byte[] BRIDGE = "REG:861234567890\r\nHB\r\nHB".getBytes(US_ASCII);

    static List<GoldenFrame> frames() {
        return GoldenFrame.all();
    }

    static List<String> folders() {
        return GoldenFrame.folders();
    }

    @Test
    void everyProtocolHasGoldenFrames() {
        assertThat(frames().stream().map(GoldenFrame::protocol).distinct())
                .containsAll(
                        ScaleProtocols.all().stream().map(ScaleProtocol::name).toList());
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
    @MethodSource("frames")
    void aLineOfSevenBitsMeansTheSameWhateverItsParity(GoldenFrame frame) {
        if (!offersSevenBits(frame)) {
            return;
        }
        Map<String, String> settings = new HashMap<>(frame.settings());
        settings.put("bits", "7");
        List<IntUnaryOperator> parities = List.of(
                octet -> octet, // space
                octet -> octet | 0x80, // mark
                octet -> octet | (Integer.bitCount(octet) % 2 << 7), // even
                octet -> octet | ((1 - Integer.bitCount(octet) % 2) << 7)); // odd
        for (IntUnaryOperator parity : parities) {
            byte[] line = frame.bytes();
            for (int i = 0; i < line.length; i++) {
                line[i] = (byte) parity.applyAsInt(line[i]);
            }
            assertThat(Heard.from(GoldenFrame.open(frame.protocol(), settings), line, 7)
                            .events())
                    .isEqualTo(frame.events());
        }
    }

    private static boolean offersSevenBits(GoldenFrame frame) {
        for (byte octet : frame.bytes()) {
            if (octet < 0) {
                return false;
            }
        }
        return ScaleProtocols.find(frame.protocol()).orElseThrow().settings().contains(Setting.BITS);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void gluedFramesAreAllRead(String folder) {
        List<GoldenFrame> frames = GoldenFrame.in(folder).stream()
                .filter(frame -> frame.settings().isEmpty())
                .toList();
        assertReadWithBetween(frames, new byte[0], true);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void bridgeTextBetweenFramesIsSkippedWithoutAWord(String folder) {
        assertReadWithBetween(GoldenFrame.good(folder), BRIDGE, true);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void lineNoiseBetweenFramesMeansNothing(String folder) {
        byte[] noise = new byte[997];
        new Random(20260501).nextBytes(noise);
        // A message of text that noise leads on its line is noise to its end.
        noise[noise.length - 1] = '\n';
        assertReadWithBetween(GoldenFrame.good(folder), noise, false);
    }

    private static void assertReadWithBetween(List<GoldenFrame> frames, byte[] between, boolean silently) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Map<String, Object>> events = new ArrayList<>();
        for (GoldenFrame frame : frames) {
            bytes.writeBytes(between);
            bytes.writeBytes(frame.bytes());
            events.addAll(frame.events());
        }
        assertThat(events).isNotEmpty();
        for (int chunk : new int[] {1, 2, 3, 5, 7, 11, 12, 13, 17, 18, 64, 1000, bytes.size()}) {
            Heard heard = Heard.from(frames.getFirst().decoder(), bytes.toByteArray(), chunk);
            assertThat(silently ? heard.events() : heard.meanings())
                    .as("in pieces of %d", chunk)
                    .isEqualTo(events);
        }
    }
}
