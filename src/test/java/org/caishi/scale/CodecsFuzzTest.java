/** The fuzzer against every codec. A usual test run repeats its seeds; junit-platform.properties says how to fuzz. */
package org.caishi.scale;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The seeds are the golden frames, and what the fuzzer found worth keeping in {@code CodecsFuzzTestInputs}. */
class CodecsFuzzTest {
    private static final List<GoldenFrame> GOOD = GoldenFrame.folders().stream()
            .map(folder -> GoldenFrame.good(folder).getFirst())
            .toList();

    static Stream<byte[]> goldenFrames() {
        return GoldenFrame.all().stream().map(GoldenFrame::bytes);
    }

    @MethodSource("goldenFrames")
    @FuzzTest(maxDuration = "1m")
    void noBytesBreakACodec(byte[] bytes) {
        int chunk = 1 + Math.floorMod(Arrays.hashCode(bytes), 40);
        GOOD.forEach(good -> DirtyLine.assertBorne(good, bytes, chunk));
    }
}
