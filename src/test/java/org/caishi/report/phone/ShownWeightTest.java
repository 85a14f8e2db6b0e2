/** A state of the scale is a word on the phone; only a weight is a number. */
package org.caishi.report.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.caishi.scale.LiveWeight;
import org.caishi.scale.ScaleSignal.Condition;
import org.caishi.units.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShownWeightTest {
    private static final Instant NOW = Instant.parse("2026-03-01T04:00:00Z");

    @ParameterizedTest
    @CsvSource({"488, true, stable", "488, false, moving", "0, true, empty", "-5, true, underload", "0, false, moving"})
    void aWeightIsShownWithItsWord(long grams, boolean stable, String word) {
        ShownWeight shown = ShownWeight.of(Optional.of(new LiveWeight(Weight.ofGrams(grams), stable, null, NOW)), NOW);

        assertThat(shown.weight()).isEqualTo(Weight.ofGrams(grams));
        assertThat(shown.words()).isEqualTo(word);
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void everyConditionHasWordsAndNoNumber(Condition condition) {
        ShownWeight shown = ShownWeight.of(Optional.of(new LiveWeight(null, false, condition, NOW)), NOW);

        assertThat(shown.weight()).isNull();
        for (Locale language : new Locale[] {Locale.ROOT, Locale.ENGLISH}) {
            assertThat(ResourceBundle.getBundle("messages.vendor", language)
                            .getString("vendor.weight." + shown.words()))
                    .isNotBlank();
        }
    }

    @Test
    void aScaleThatIsNotHeardShowsNoNumber() {
        LiveWeight old = new LiveWeight(Weight.ofGrams(488), true, null, NOW.minus(Duration.ofSeconds(11)));

        assertThat(ShownWeight.of(Optional.of(old), NOW)).isEqualTo(new ShownWeight(null, false, "SILENT"));
        assertThat(ShownWeight.of(Optional.empty(), NOW).words()).isEqualTo("silent");
    }
}
