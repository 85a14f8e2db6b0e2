/** Capital figures as the People's Bank's rules and examples have them. */
package org.caishi.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapitalFiguresTest {
    @ParameterizedTest
    @CsvSource({
        "1409.50, 壹仟肆佰零玖元伍角",
        "6007.14, 陆仟零柒元壹角肆分",
        "1680.32, 壹仟陆佰捌拾元零叁角贰分",
        "107000.53, 壹拾万柒仟元零伍角叁分",
        "16409.02, 壹万陆仟肆佰零玖元零贰分",
        "325.04, 叁佰贰拾伍元零肆分"
    })
    void theExamplesOfTheRules(String yuan, String figures) {
        assertThat(CapitalFigures.of(Money.parseYuan(yuan))).isEqualTo(figures);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 零元整",
        "0.05, 伍分",
        "0.50, 伍角",
        "0.53, 伍角叁分",
        "10, 壹拾元整",
        "10.05, 壹拾元零伍分",
        "12.50, 壹拾贰元伍角",
        "1010, 壹仟零壹拾元整",
        "100100, 壹拾万零壹佰元整",
        "100000000, 壹亿元整",
        "100000001.10, 壹亿零壹元壹角",
        "-12.50, 负壹拾贰元伍角"
    })
    void theBoundaries(String yuan, String figures) {
        assertThat(CapitalFigures.of(Money.parseYuan(yuan))).isEqualTo(figures);
    }

    @Test
    void noTwoAmountsShareTheirFigures() {
        Set<String> seen = new HashSet<>();
        for (long fen = 0; fen <= 12_000_00; fen++) {
            assertThat(seen.add(CapitalFigures.of(Money.ofFen(fen)))).isTrue();
        }
    }

    @Test
    void zhengClosesWholeYuanOnly() {
        for (long fen = 0; fen <= 200_00; fen++) {
            String figures = CapitalFigures.of(Money.ofFen(fen));
            assertThat(figures.endsWith("整")).as(figures).isEqualTo(fen % 100 == 0);
        }
    }

    @Test
    void whatHasNoNumeralIsRefused() {
        assertThatThrownBy(() -> CapitalFigures.of(Money.ofFen(Long.MIN_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
