/** Answers are found in any chunks and between any noise, and noise is counted. */
package org.caishi.speaker.chip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChipAnswersTest {
    private static final byte[] TALK = {0x00, 0x4A, 0x41, (byte) 0xFF, 0x4E, (byte) 0xC1, 0x45, 0x4F, 'H', 'B', 0x4F};
    private static final List<ChipAnswer> SAID = List.of(
            ChipAnswer.READY,
            ChipAnswer.ACCEPTED,
            ChipAnswer.BUSY,
            ChipAnswer.REJECTED,
            ChipAnswer.IDLE,
            ChipAnswer.IDLE);

    @TestFactory
    Stream<DynamicTest> theGoldenAnswers() {
        return Stream.of("syn6288", "xfs5152")
                .flatMap(protocol -> GoldenFrames.of(protocol, "answers").stream()
                        .map(golden -> DynamicTest.dynamicTest(
                                protocol + ": " + golden.get("means"),
                                () -> assertThat(new ChipAnswers().read(GoldenFrames.bytes(golden)))
                                        .containsExactly(ChipAnswer.valueOf(meaning(golden))))));
    }

    @Test
    void everyChunkSizeGivesTheSameAnswers() {
        for (int size = 1; size <= TALK.length; size++) {
            ChipAnswers answers = new ChipAnswers();
            List<ChipAnswer> read = new ArrayList<>();
            for (int from = 0; from < TALK.length; from += size) {
                read.addAll(answers.read(Arrays.copyOfRange(TALK, from, Math.min(from + size, TALK.length))));
            }
            assertThat(read).isEqualTo(SAID);
            assertThat(answers.ignored()).isEqualTo(5);
        }
    }

    @Test
    void onlyFiveOfAllBytesAreAnswers() {
        ChipAnswers answers = new ChipAnswers();
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertThat(answers.read(all)).hasSize(5);
        assertThat(answers.ignored()).isEqualTo(251);
    }

    private static String meaning(Map<String, Object> golden) {
        return String.valueOf(golden.get("means"));
    }
}
