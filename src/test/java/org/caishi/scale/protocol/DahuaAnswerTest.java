/** The answers about goods are told apart, whatever a bridge mixes in before them. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DahuaAnswerTest {
    @Test
    void goodsThatWereWrittenAreToldByTheirNumber() {
        assertThat(DahuaAnswer.read("0v0007a2")).contains(new DahuaAnswer.Written(7));
        assertThat(DahuaAnswer.read("HB0v4000a")).contains(new DahuaAnswer.Written(4_000));
        assertThat(DahuaAnswer.read("0u0007a")).contains(new DahuaAnswer.NoGoods(7));
    }

    @Test
    void goodsAreReadAsTheyWereWritten() {
        DahuaPlu plu = new DahuaPlu(7, 7, 2_600, DahuaPlu.Mode.WEIGHT, 0, 0, 0, 0, "鲫鱼");
        String line = new String(DahuaRequest.write(plu), US_ASCII).strip().replace("!0V", "0u");
        assertThat(DahuaAnswer.read(line)).contains(new DahuaAnswer.Goods(plu));
        assertThat(DahuaAnswer.read("0V" + line.substring(2)))
                .as("a command is no answer")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ve", "0v", "0v0007", "0u0007A22810", "0u00a"})
    void whatHasTheFormOfAnAnswerAndIsNoneIsARefusal(String line) {
        assertThat(DahuaAnswer.read(line)).contains(new DahuaAnswer.Refused(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HB", "+IPD,12:", "0l00a", "!0U0001A", "\u00ff\u0000"})
    void whatIsNoAnswerAboutGoodsIsNothing(String line) {
        assertThat(DahuaAnswer.read(line)).isEmpty();
    }

    @Test
    void aNameIsHeldAsFarAsTheScaleKnowsItsCharacters() {
        assertThat(DahuaPlu.held("龘鲫鱼 A")).isEqualTo("鲫鱼 A");
        assertThat(DahuaPlu.held("鱼".repeat(40))).hasSize(33);
    }
}
