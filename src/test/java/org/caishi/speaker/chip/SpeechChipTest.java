/** Frames byte for byte: the golden ones, and the rules that hold for every other. */
package org.caishi.speaker.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SpeechChipTest {
    private static final Map<String, SpeechChip> CHIPS = Map.of("syn6288", new Syn6288(), "xfs5152", new Xfs5152());

    @TestFactory
    Stream<DynamicTest> theGoldenFrames() {
        return CHIPS.entrySet().stream()
                .flatMap(chip -> GoldenFrames.of(chip.getKey(), "frames").stream()
                        .map(golden -> DynamicTest.dynamicTest(
                                chip.getKey() + ": " + golden.get("name"),
                                () -> assertThat(GoldenFrames.hex(made(chip.getValue(), golden)))
                                        .isEqualTo(golden.get("hex")))));
    }

    @TestFactory
    Stream<DynamicTest> theChipOfTheTestsReadsTheGoldenFramesAndNotTheBrokenOnes() {
        Stream<DynamicTest> good = GoldenFrames.of("syn6288", "frames").stream()
                .map(golden -> DynamicTest.dynamicTest(
                        "good: " + golden.get("name"),
                        () -> assertThat(VirtualChip.isWhole(GoldenFrames.bytes(golden)))
                                .isTrue()));
        Stream<DynamicTest> broken = GoldenFrames.of("syn6288", "broken").stream()
                .map(golden -> DynamicTest.dynamicTest(
                        "broken: " + golden.get("name"),
                        () -> assertThat(VirtualChip.isWhole(GoldenFrames.bytes(golden)))
                                .isFalse()));
        return Stream.concat(good, broken);
    }

    @Test
    void everySyn6288FrameXorsToNothingAndCountsItsBytes() {
        for (int bytes = 1; bytes <= SpeechChip.TEXT_LIMIT; bytes++) {
            byte[] frame = new Syn6288().speak("a".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
            byte xor = 0;
            for (byte one : frame) {
                xor ^= one;
            }
            assertThat(xor).isZero();
            assertThat(frame).hasSize(bytes + 6);
            assertThat(Byte.toUnsignedInt(frame[1]) << 8 | Byte.toUnsignedInt(frame[2]))
                    .isEqualTo(bytes + 3);
        }
    }

    @Test
    void theLargestLegalFrameIsMadeAndTheNextRefused() {
        assertThat(new Syn6288().speak(new byte[200])).hasSize(206).startsWith(0xFD, 0x00, 0xCB, 0x01, 0x01);
        assertThat(new Xfs5152().speak(new byte[200])).hasSize(205).startsWith(0xFD, 0x00, 0xCA, 0x01);
        for (SpeechChip chip : CHIPS.values()) {
            assertThatThrownBy(() -> chip.speak(new byte[201])).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> chip.speak(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void musicLiesInTheUpperBitsOfTheParameter() {
        assertThat(new Syn6288(15).speak(new byte[] {'a'})[4]).isEqualTo((byte) 0x79);
        assertThatThrownBy(() -> new Syn6288(16)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachChipHasItsOwnTagsAndRanges() {
        assertThat(new Syn6288().tags(Voice.of(16, 5))).isEqualTo("[v16][t5]");
        assertThat(new Xfs5152().tags(Voice.of(10, 0))).isEqualTo("[v10][s0]");
        assertThat(new Syn6288().tags(new Voice(OptionalInt.of(3), OptionalInt.empty())))
                .isEqualTo("[v3]");
        assertThat(new Syn6288().tags(Voice.UNCHANGED)).isEmpty();
        assertThatThrownBy(() -> new Syn6288().tags(Voice.of(17, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Syn6288().tags(Voice.of(0, 6))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Xfs5152().tags(Voice.of(11, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Xfs5152().tags(Voice.of(0, -1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theVoiceIsSetAgainInEveryFrameOfALongText() {
        List<byte[]> frames = new Syn6288().frames(Voice.of(16, 5), "菜".repeat(250));

        assertThat(frames).hasSizeGreaterThan(2).allSatisfy(frame -> {
            assertThat(frame).hasSizeLessThanOrEqualTo(206);
            assertThat(new String(frame, 5, 9, StandardCharsets.US_ASCII)).isEqualTo("[v16][t5]");
        });
    }

    private static byte[] made(SpeechChip chip, Map<String, Object> golden) {
        if (golden.get("command") != null) {
            return chip.command(ChipCommand.valueOf(String.valueOf(golden.get("command"))));
        }
        List<byte[]> frames = chip.frames(Voice.UNCHANGED, String.valueOf(golden.get("text")));
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }
}
