/** What a Dahua label scale is told: the published lines, byte by byte, and the limits of their fields. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.Heard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DahuaRequestTest {
    private static final DahuaPlu TEST_ONE = plu("测试一");

    @Test
    void goodsAreWrittenAsTheMakersExampleShows() {
        // The example has notes A and B, which the product leaves empty.
        assertThat(text(DahuaRequest.write(TEST_ONE)))
                .isEqualTo("!0V0001A228108000200000000000080300000000000000000000000000000000000000000000000"
                        + "0B186642525027CDE\r\n");
    }

    @Test
    void aNewPriceIsTheWholeLineAgain() {
        String line = text(DahuaRequest.write(TEST_ONE.at(1980)));
        assertThat(line).startsWith("!0V0001A2281080001980");
        assertThat(line.length()).isEqualTo(DahuaRequest.write(TEST_ONE).length);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (String name : List.of("测试一", "", "A", "Fish 鱼 500g", "(鲜)草鱼~!", "龘a")) {
            DahuaPlu plu = plu(name);
            String line = text(DahuaRequest.write(plu)).strip().substring(3);
            // 龘 is not in GB 2312: it is left out, and nothing else with it.
            assertThat(DahuaPlu.read(line)).isEqualTo(Optional.of(plu(name.replace("龘", ""))));
        }
    }

    @Test
    void everyModeComesThroughTheWire() {
        for (DahuaPlu.Mode mode : DahuaPlu.Mode.values()) {
            DahuaPlu plu = new DahuaPlu(4000, 9_999_999, 999_999, mode, 999, 99, 99_999, 99, "x");
            String answer = text(DahuaRequest.write(plu)).replace("!0V", "0u") + "\3";
            Heard heard = Heard.from(GoldenFrame.open("dahua-tm", Map.of()), answer.getBytes(US_ASCII), 5);
            assertThat(heard.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event)
                            .containsEntry("plu", 4000)
                            .containsEntry("priceFen", 999_999)
                            .containsEntry("tareGrams", 99_999)
                            .containsEntry(
                                    "per",
                                    switch (mode) {
                                        case WEIGHT -> "kg";
                                        case PIECE -> "piece";
                                        case PACK -> "pack";
                                    }));
        }
    }

    @Test
    void goodsAreAskedForByTheirNumber() {
        assertThat(text(DahuaRequest.read(1))).isEqualTo("!0U0001A\r\n");
        assertThatThrownBy(() -> DahuaRequest.read(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DahuaRequest.read(4001)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hotKeysGoInTwoPages() {
        List<Integer> keys = IntStream.rangeClosed(37, 72).boxed().toList();
        assertThat(text(DahuaRequest.hotKeys(1, keys)))
                .startsWith("!0L01A003700380039")
                .endsWith("00710072B\r\n")
                .hasSize(6 + 36 * 4 + 3);
        assertThatThrownBy(() -> DahuaRequest.hotKeys(2, keys)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DahuaRequest.hotKeys(0, List.of(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DahuaRequest.hotKeys(0, Collections.nCopies(36, 4001)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theClockIsSetToTheMinute() {
        assertThat(text(DahuaRequest.clock(LocalDateTime.of(2011, 3, 23, 8, 59, 58))))
                .isEqualTo("!0P1103230859\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 0, 0, x",
        "4001, 0, 0, 0, 0, 0, 0, x",
        "1, 10000000, 0, 0, 0, 0, 0, x",
        "1, -1, 0, 0, 0, 0, 0, x",
        "1, 0, 1000000, 0, 0, 0, 0, x",
        "1, 0, -1, 0, 0, 0, 0, x",
        "1, 0, 0, 1000, 0, 0, 0, x",
        "1, 0, 0, 0, 100, 0, 0, x",
        "1, 0, 0, 0, 0, 100000, 0, x",
        "1, 0, 0, 0, 0, 0, 100, x",
        "1, 0, 0, 0, 0, 0, 0, 1234567890123456789012345678901234",
    })
    void whatDoesNotFitItsFieldIsNeverWritten(
            int number, int code, int price, int days, int prefix, int tare, int label, String name) {
        assertThatThrownBy(
                        () -> new DahuaPlu(number, code, price, DahuaPlu.Mode.WEIGHT, days, prefix, tare, label, name))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static DahuaPlu plu(String name) {
        return new DahuaPlu(1, 2_281_080, 2_000, DahuaPlu.Mode.WEIGHT, 8, 3, 0, 0, name);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII);
    }
}
