/** When a weight may be priced: enough equal readings, in time, fresh, and no state in between. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StableWeightTest {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

    private final StableWeight stable = new StableWeight(new StableWeight.Rule(3, Duration.ofSeconds(1)));

    @Test
    void theThirdEqualReadingStands() {
        reading(0, 488, null);
        reading(100, 488, null);
        assertThat(stable.at(millis(100))).isEmpty();
        reading(200, 488, null);
        assertThat(stable.at(millis(200))).contains(Weight.ofGrams(488));
    }

    @Test
    void anotherWeightStartsAgain() {
        steady(488);
        reading(300, 490, null);
        assertThat(stable.at(millis(300))).isEmpty();
        reading(400, 488, null);
        reading(500, 488, null);
        assertThat(stable.at(millis(500))).isEmpty();
        reading(600, 488, null);
        assertThat(stable.at(millis(600))).contains(Weight.ofGrams(488));
    }

    @Test
    void equalReadingsTooFarApartDoNotStand() {
        reading(0, 488, null);
        reading(600, 488, null);
        reading(1200, 488, null);
        assertThat(stable.at(millis(1200))).isEmpty();
        reading(1400, 488, null);
        assertThat(stable.at(millis(1400))).contains(Weight.ofGrams(488));
    }

    @Test
    void silenceMakesAWeightStale() {
        steady(488);
        assertThat(stable.at(millis(1200))).isPresent();
        assertThat(stable.at(millis(1201))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ScaleSignal.Condition.class)
    void everyStateTakesTheWeightAway(ScaleSignal.Condition condition) {
        steady(488);
        stable.accept(new ScaleSignal.State(condition), millis(250));
        assertThat(stable.at(millis(250))).isEmpty();
        reading(300, 488, null);
        reading(400, 488, null);
        assertThat(stable.at(millis(400))).isEmpty();
        reading(500, 488, null);
        assertThat(stable.at(millis(500))).isPresent();
    }

    @Test
    void aRejectedFrameNeitherCountsNorBreaks() {
        reading(0, 488, null);
        stable.accept(new ScaleSignal.Rejected(Rejection.CHECKSUM, 12), millis(50));
        reading(100, 488, null);
        assertThat(stable.at(millis(100))).isEmpty();
        reading(200, 488, null);
        assertThat(stable.at(millis(200))).isPresent();
    }

    @Test
    void theScalesOwnWordIsTaken() {
        reading(0, 488, true);
        assertThat(stable.at(millis(0))).contains(Weight.ofGrams(488));
        reading(100, 488, false);
        reading(200, 488, false);
        reading(300, 488, false);
        assertThat(stable.at(millis(300))).isEmpty();
    }

    @Test
    void zeroStandsButLessThanZeroDoesNot() {
        steady(0);
        assertThat(stable.at(millis(200))).contains(Weight.ZERO);
        reading(300, -5, true);
        assertThat(stable.at(millis(300))).isEmpty();
    }

    @Test
    void aClockThatGoesBackStartsAgain() {
        steady(488);
        assertThat(stable.at(millis(-1))).isEmpty();
        reading(-500, 488, null);
        assertThat(stable.at(millis(-500))).isEmpty();
        reading(-400, 488, null);
        reading(-300, 488, null);
        assertThat(stable.at(millis(-300))).isPresent();
    }

    @Test
    void aSenselessRuleIsRefused() {
        assertThatThrownBy(() -> new StableWeight.Rule(1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StableWeight.Rule(5, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private void steady(long grams) {
        reading(0, grams, null);
        reading(100, grams, null);
        reading(200, grams, null);
    }

    private void reading(long at, long grams, @Nullable Boolean flag) {
        stable.accept(new ScaleSignal.Reading(Weight.ofGrams(grams), flag, null), millis(at));
    }

    private static Instant millis(long millis) {
        return START.plusMillis(millis);
    }
}
