/** The display of a scale on open pages: changes at most five times a second, and silence as silence. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.TestRegistry;
import org.caishi.platform.LivePages;
import org.caishi.scale.LiveWeights.WeightNews;
import org.caishi.units.Weight;
import org.junit.jupiter.api.Test;

class LiveWeightsTest {
    private Instant now = Instant.parse("2026-05-01T00:30:00Z");
    private final List<String> told = new ArrayList<>();
    private boolean looking = true;
    private final LivePages pages = new LivePages() {
        @Override
        public boolean hasReaders(String topic) {
            return looking;
        }

        @Override
        public void tell(String topic, String event, Object data) {
            told.add(topic + " " + event + " " + data);
        }
    };
    private final LiveWeights live = new LiveWeights(new TestRegistry().devices, pages, () -> now);
    private final Device scale = device(1, 5);

    @Test
    void onlyChangesAreTold() {
        show(scale, 488, true);
        live.tell();
        show(scale, 488, true);
        live.tell();
        show(scale, 0, true);
        show(scale, 490, false);
        live.tell();

        assertThat(told)
                .containsExactly(
                        "stall/7/5 weight " + new WeightNews(488L, true, null),
                        "stall/7/5 weight " + new WeightNews(490L, false, null));
    }

    @Test
    void whoBeginsToLookIsToldWhatStandsThere() {
        looking = false;
        show(scale, 488, true);
        live.tell();
        assertThat(told).isEmpty();

        looking = true;
        live.tell();
        assertThat(told).containsExactly("stall/7/5 weight " + new WeightNews(488L, true, null));

        looking = false;
        live.tell();
        looking = true;
        live.tell();
        assertThat(told).hasSize(2);
    }

    @Test
    void silenceIsToldOnceAndIsNoWeight() {
        show(scale, 488, true);
        live.tell();
        pass(3_000);
        live.tell();
        pass(1);
        live.tell();
        live.tell();

        assertThat(told)
                .containsExactly(
                        "stall/7/5 weight " + new WeightNews(488L, true, null),
                        "stall/7/5 weight " + new WeightNews(488L, false, null),
                        "stall/7/5 weight " + new WeightNews(null, false, "SILENT"));
    }

    @Test
    void theEndOfTheLinkIsSilenceAtOnceAndRestBeginsAnew() {
        for (int i = 0; i < 5; i++) {
            hear(scale, new ScaleSignal.Reading(Weight.ofGrams(488), null, null));
        }
        live.tell();
        live.gone(scale);
        live.tell();
        hear(scale, new ScaleSignal.Reading(Weight.ofGrams(488), null, null));
        live.tell();

        assertThat(told)
                .containsExactly(
                        "stall/7/5 weight " + new WeightNews(488L, true, null),
                        "stall/7/5 weight " + new WeightNews(null, false, "SILENT"),
                        "stall/7/5 weight " + new WeightNews(488L, false, null));
    }

    @Test
    void aWeightThatDoesNotSayItRestsIsNotAtRestWhenItGrowsOld() {
        for (int i = 0; i < 5; i++) {
            hear(scale, new ScaleSignal.Reading(Weight.ofGrams(488), null, null));
        }
        pass(1_501);
        live.tell();

        assertThat(told).containsExactly("stall/7/5 weight " + new WeightNews(488L, false, null));
    }

    @Test
    void ofTwoScalesTheOneInUseIsShown() {
        Device other = device(2, 5);
        show(scale, 488, true);
        show(other, 0, true);
        live.tell();
        hear(other, new ScaleSignal.State(ScaleSignal.Condition.FAULT));
        live.tell();
        live.gone(scale);
        live.tell();

        assertThat(told)
                .containsExactly(
                        "stall/7/5 weight " + new WeightNews(488L, true, null),
                        "stall/7/5 weight " + new WeightNews(null, false, "FAULT"));
    }

    private void show(Device device, long grams, boolean stable) {
        hear(device, new ScaleSignal.Reading(Weight.ofGrams(grams), stable, null));
    }

    private void hear(Device device, ScaleSignal signal) {
        live.heard(device, signal);
    }

    private void pass(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    private static Device device(long deviceId, long stallId) {
        return new Device(
                7,
                deviceId,
                "SC-" + deviceId,
                DeviceKind.SCALE,
                "maker",
                "model",
                "yaohua-tf0",
                LinkKind.TCP_IN,
                "",
                Map.of(),
                stallId,
                null);
    }
}
