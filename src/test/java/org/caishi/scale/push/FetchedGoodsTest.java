/** What an edge holds of goods between the product and its scales: the younger price counts, and nothing is kept for ever. */
package org.caishi.scale.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkedDevices;
import org.caishi.scale.ScaleSignal.GoodsAnswer;
import org.junit.jupiter.api.Test;

class FetchedGoodsTest {
    private static final Device SCALE = scale(5, "SC-1");

    private final List<Device> here = new ArrayList<>(List.of(SCALE));
    private Instant now = Instant.parse("2026-05-01T00:00:00Z");
    private final FetchedGoods goods = new FetchedGoods(new Here(here), new PushBells(), () -> now);

    @Test
    void aYoungerPriceTakesThePlaceOfTheOlderInWhateverOrderTheyCome() throws Exception {
        goods.take(List.of(wanted(1, 100, 2_600, 0), wanted(2, 200, 900, 0)));
        goods.take(List.of(wanted(4, 100, 2_900, 0), wanted(3, 100, 2_800, 0)));
        assertThat(goods.claim(SCALE, 10)).extracting(Push::fenPerKg).containsExactly(900L, 2_900L);
        assertThat(goods.held()).isEqualTo(new GoodsCarrier.Held(2, 2));
    }

    @Test
    void whatIsKnownAlreadyIsNotSentAgainWhetherItWaitsOrIsDone() throws Exception {
        goods.take(List.of(wanted(1, 100, 2_600, 0)));
        Push tried = goods.claim(SCALE, 10).getFirst();
        goods.take(List.of(wanted(1, 100, 2_600, 0)));
        assertThat(goods.due(SCALE)).isEmpty();
        goods.keep(tried.done(now));
        goods.take(List.of(wanted(1, 100, 2_600, 0)));
        assertThat(goods.held()).isEqualTo(new GoodsCarrier.Held(0, 1));
    }

    @Test
    void aResultThatChangedWhileItWasOnItsWayIsToldAnew() throws Exception {
        goods.take(List.of(wanted(1, 100, 2_600, 0)));
        Push tried = goods.claim(SCALE, 10).getFirst();
        List<GoodsResult> told = goods.results(10);
        assertThat(told).extracting(GoodsResult::state).containsExactly(GoodsResult.State.WAITING);
        goods.answered(
                SCALE, List.of(new GoodsAnswer(CaishiLine.wordOf(tried.pushId()), 7, false, "full", "200 PLUs")));
        goods.arrived(List.of(), told);
        assertThat(goods.results(10)).singleElement().satisfies(result -> {
            assertThat(result.state()).isEqualTo(GoodsResult.State.FAILED);
            assertThat(result.reason()).isEqualTo("FULL");
            assertThat(result.words()).isEqualTo("200 PLUs");
            assertThat(result.tries()).isEqualTo(1);
        });
        goods.arrived(List.of(), goods.results(10));
        assertThat(goods.held()).isEqualTo(new GoodsCarrier.Held(0, 0));
    }

    @Test
    void triesBeforeTheEdgeHadItCountAndInTheEndItIsGivenUp() throws Exception {
        goods.take(List.of(wanted(1, 100, 2_600, Push.MOST_TRIES - 1)));
        assertThat(goods.claim(SCALE, 10)).hasSize(1);
        assertThat(goods.claim(SCALE, 10)).as("not before its time").isEmpty();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(goods.claim(SCALE, 10)).isEmpty();
        assertThat(goods.results(10)).singleElement().satisfies(result -> {
            assertThat(result.state()).isEqualTo(GoodsResult.State.FAILED);
            assertThat(result.reason()).isEqualTo("SILENT");
            assertThat(result.tries()).isEqualTo(Push.MOST_TRIES);
            assertThat(result.at()).isEqualTo(now);
        });
    }

    @Test
    void aScaleThatIsBackNeedNotWaitAndIsToldOfOnce() throws Exception {
        goods.take(List.of(wanted(1, 100, 2_600, 0)));
        goods.claim(SCALE, 10);
        goods.welcome(SCALE);
        assertThat(goods.claim(SCALE, 10)).extracting(Push::tries).containsExactly(2);
        assertThat(goods.ready(10)).containsExactly("SC-1");
        goods.arrived(List.of("SC-1"), List.of());
        assertThat(goods.ready(10)).isEmpty();
    }

    @Test
    void aScaleThatHangsHereNoLongerGetsNothingFromHere() {
        Device other = scale(6, "SC-2");
        goods.take(List.of(wanted(1, 100, 2_600, 0)));
        here.remove(SCALE);
        goods.forgetStrangers();
        assertThat(goods.held()).isEqualTo(new GoodsCarrier.Held(0, 0));
        goods.take(List.of(wanted(2, 100, 2_600, 0)));
        assertThat(goods.held()).as("of a scale that is not known").isEqualTo(new GoodsCarrier.Held(0, 0));
        assertThat(goods.due(other)).isEmpty();
    }

    @Test
    void itsRoomHasAnEnd() {
        int room = goods.room();
        goods.take(List.of(wanted(1, 100, 2_600, 0), wanted(2, 200, 900, 0)));
        assertThat(goods.room()).isEqualTo(room - 2);
    }

    private static WantedGoods wanted(long id, long good, long fenPerKg, int tries) {
        return new WantedGoods(
                "SC-1", CaishiLine.wordOf(id), CaishiLine.wordOf(good), 7, "鲫鱼", fenPerKg, 0, false, tries);
    }

    private static Device scale(long id, String serial) {
        return new Device(
                0, id, serial, DeviceKind.SCALE, "", "", "caishi-json", LinkKind.TCP_IN, "", Map.of(), null, null);
    }

    private record Here(List<Device> devices) implements LinkedDevices {
        @Override
        public Optional<Device> bySerial(String serial) {
            return devices.stream().filter(each -> each.serial().equals(serial)).findFirst();
        }

        @Override
        public List<Device> of(long marketId) {
            return List.copyOf(devices);
        }

        @Override
        public List<Device> linked() {
            return List.of();
        }

        @Override
        public byte[] key(Device device) {
            throw new IllegalStateException("nobody signs here");
        }

        @Override
        public void seen(Device device, Instant at) {}
    }
}
