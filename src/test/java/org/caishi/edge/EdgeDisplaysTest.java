/** What of a display is news: changes, weights that stand, and a price for as long as it belongs to its weight. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.edge.EdgeMessages.Display;
import org.caishi.scale.ScaleSignal.Priced;
import org.caishi.scale.ScaleSignal.Reading;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.Test;

class EdgeDisplaysTest {
    private static final Priced PRICED =
            new Priced(Weight.ofGrams(488), UnitPrice.ofFenPerKilogram(2_560), Money.ofFen(1_249));

    private Instant now = Instant.parse("2026-05-01T00:00:00Z");
    private final EdgeDisplays displays = new EdgeDisplays(() -> now);
    private final Device scale = scale("SC-1");

    @Test
    void thePriceIsToldBesideItsWeightAndAgainWhileItStands() {
        stands(488);
        displays.heard(scale, PRICED);
        Display told = new Display("SC-1", 488L, true, null, null, 2_560L, 1_249L);
        assertThat(displays.news()).containsExactly(told);
        stands(488);
        assertThat(displays.news()).isEmpty();
        now = now.plus(Duration.ofSeconds(1));
        stands(488);
        assertThat(displays.news()).containsExactly(told);
    }

    @Test
    void anotherWeightHasNoPriceUntilItIsTold() {
        stands(488);
        displays.heard(scale, PRICED);
        displays.news();
        stands(500);
        assertThat(displays.news()).containsExactly(new Display("SC-1", 500L, true, null, null));
        displays.heard(scale, PRICED);
        assertThat(displays.news()).as("a price of another weight").isEmpty();
    }

    @Test
    void theSameWeightThatCameBackWithoutAPriceIsToldAsMovingOnce() {
        stands(488);
        displays.heard(scale, PRICED);
        displays.news();
        stands(0);
        stands(488);
        assertThat(displays.news()).containsExactly(new Display("SC-1", 488L, false, null, null));
        assertThat(displays.news()).containsExactly(new Display("SC-1", 488L, true, null, null));
    }

    @Test
    void moreThanOneNewsHoldsFollowsInTheNext() {
        List<Device> many = new ArrayList<>();
        for (int i = 0; i < EdgeDisplays.MOST + 100; i++) {
            many.add(scale("SC-" + i));
        }
        Reading reading = new Reading(Weight.ofGrams(488), true, null);
        many.forEach(each -> displays.heard(each, reading));
        assertThat(displays.news()).hasSize(EdgeDisplays.MOST);
        now = now.plusMillis(250);
        assertThat(displays.news()).hasSize(100);
        assertThat(displays.news()).isEmpty();
    }

    private void stands(long grams) {
        displays.heard(scale, new Reading(Weight.ofGrams(grams), true, null));
    }

    private static Device scale(String serial) {
        return new Device(0, 1, serial, DeviceKind.SCALE, "", "", "ecr", LinkKind.TCP_OUT, "", Map.of(), null, null);
    }
}
