/** A state of the scale is a word on the phone; only a weight is a number. */
package org.caishi.report.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.scale.LiveWeight;
import org.caishi.scale.LiveWeight.Condition;
import org.caishi.units.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ShownWeightTest {
    private static final Instant NOW = Instant.parse("2026-03-01T04:00:00Z");
    private static final Device SCALE = new Device(
            7102, 1, "S1", DeviceKind.SCALE, "耀华", "XK3190", "yaohua-tf0", LinkKind.TCP_IN, "", Map.of(), 101L, null);

    @ParameterizedTest
    @CsvSource({"488, true, stable", "488, false, moving", "0, true, empty", "-5, true, underload", "0, false, moving"})
    void aWeightIsShownWithItsWord(long grams, boolean stable, String word) {
        ShownWeight shown =
                ShownWeight.of(Optional.of(new LiveWeight(SCALE, Weight.ofGrams(grams), stable, Condition.NONE, NOW)));

        assertThat(shown.weight()).isEqualTo(Weight.ofGrams(grams));
        assertThat(shown.words()).isEqualTo(word);
        assertWords(shown);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void everyConditionHasWordsAndNoNumber(Condition condition) {
        ShownWeight shown = ShownWeight.of(Optional.of(new LiveWeight(SCALE, null, false, condition, NOW)));

        assertThat(shown.weight()).isNull();
        assertWords(shown);
    }

    @Test
    void aStallWithoutAScaleHasWordsToo() {
        ShownWeight shown = ShownWeight.of(Optional.empty());

        assertThat(shown).isEqualTo(new ShownWeight(null, false, "MISSING"));
        assertWords(shown);
    }

    private static void assertWords(ShownWeight shown) {
        for (Locale language : new Locale[] {Locale.ROOT, Locale.ENGLISH}) {
            assertThat(ResourceBundle.getBundle("messages.vendor", language)
                            .getString("vendor.weight." + shown.words()))
                    .isNotBlank();
        }
    }
}
