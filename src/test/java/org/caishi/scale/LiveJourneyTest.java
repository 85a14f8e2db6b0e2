/** A weight goes from the bytes on a wire to an amount in fen, and everything that is no weight is said in words. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.BadInput;
import org.caishi.scale.LiveWeight.Condition;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.caishi.testing.TestMarket;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class LiveJourneyTest {
    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    Goods goods;

    @Autowired
    LiveWeights live;

    @Autowired
    Weighings weighings;

    private Market market;
    private PlateHolder holder;
    private Person vendor;
    private Good carp;

    @BeforeEach
    void openAStall() {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
        long vendorId = holder.vendor().vendorId();
        vendor = new Person(1, "wang", "王", Role.VENDOR, market.marketId(), vendorId);
        carp = goods.add(market.marketId(), vendorId, "鲫鱼", "水产", 1001, UnitPrice.ofFenPerKilogram(2560), 1);
    }

    @Test
    void framesInOddPiecesBecomeAnAmountToTheFen() throws IOException {
        VirtualScale scale = VirtualScale.register(devices, holder.stall(), "yaohua-tf0", LinkKind.TCP_IN);
        try (VirtualScale.Line line = scale.dial()) {
            sendUntilStable(488, bytes -> sendInPieces(line, bytes));

            Weighing weighing = weighings.sellByTile(vendor, carp.goodId());

            assertThat(weighing.total().fen()).isEqualTo(1_249);
            assertThat(weighing.items().getFirst().net().grams()).isEqualTo(488);
            assertThat(weighing.source()).isEqualTo(Weighing.Source.TILE);
            assertThat(weighing.deviceId()).isEqualTo(scale.device().deviceId());
            assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                    .contains(weighing);
        }
        await().untilAsserted(() -> assertThat(shown().condition()).isEqualTo(Condition.SILENT));
        assertThat(shown().weight()).isNull();
        assertRefused("scale.silent");
    }

    @Test
    void aSerialScaleIsReadThroughItsPort() throws IOException {
        try (Pty pty = Pty.open()) {
            VirtualScale scale = VirtualScale.register(
                    devices,
                    holder.stall(),
                    "yaohua-tf0",
                    LinkKind.SERIAL,
                    pty.path().toString(),
                    Map.of("baud", "4800", "bits", "8", "unit", "jin", "stableReadings", "3"));
            await().until(() ->
                    links.of(scale.device()).filter(state -> state.up()).isPresent());
            sendUntilStable(976, pty::write);

            assertThat(shown().weight()).isEqualTo(Weight.ofGrams(488));
            assertThat(weighings.sellByTile(vendor, carp.goodId()).total().fen())
                    .isEqualTo(1_249);
            devices.retire(scale.device());
        }
    }

    @Test
    void statesAreSaidInWordsAndNeverPriced() throws IOException {
        assertRefused("scale.none");
        VirtualScale scale = VirtualScale.register(devices, holder.stall(), "caishi-json", LinkKind.TCP_IN);
        assertRefused("scale.silent");
        try (VirtualScale.Line line = scale.dial()) {
            for (Condition condition :
                    new Condition[] {Condition.MOTION, Condition.OVERLOAD, Condition.UNDERLOAD, Condition.FAULT}) {
                String state = condition.name().toLowerCase(Locale.ROOT);
                line.send("{\"kind\":\"weight\",\"grams\":488,\"stable\":true}\n{\"kind\":\"state\",\"state\":\""
                        + state + "\"}\n");
                await().until(() -> shown().condition() == condition);
                assertThat(shown().weight()).isNull();
                assertRefused(condition == Condition.MOTION ? "scale.moving" : "scale." + state);
            }
            show(line, 488, false);
            assertRefused("scale.moving");
            show(line, 0, true);
            assertRefused("scale.empty");
            show(line, -20, true);
            assertRefused("scale.underload");
            show(line, 488, true);
            assertThat(weighings.sellByTile(vendor, carp.goodId()).total().fen())
                    .isEqualTo(1_249);
            // It stays on the line and says nothing more.
            await().untilAsserted(() -> assertThat(shown().condition()).isEqualTo(Condition.SILENT));
            assertRefused("scale.silent");
        }
    }

    @Test
    void aScaleOnMqttIsLiveToo() {
        VirtualScale scale = VirtualScale.register(devices, holder.stall(), "caishi-json", LinkKind.MQTT);
        try (VirtualScale.Publisher publisher = scale.publisher(market.code())) {
            await().until(() -> {
                publisher.publish("live", "{\"kind\":\"weight\",\"grams\":1000,\"stable\":true}");
                return shown().stable();
            });
            assertThat(weighings.sellByTile(vendor, carp.goodId()).total().fen())
                    .isEqualTo(2_560);
        }
    }

    @Test
    void aWrongSettingEndsTheLinkInClearWords() throws IOException {
        VirtualScale scale = VirtualScale.register(
                devices, holder.stall(), "yaohua-tf0", LinkKind.TCP_IN, "", Map.of("unit", "stone"));
        try (VirtualScale.Line line = scale.dial()) {
            assertThat(line.answer()).isNull();
        }
        await().untilAsserted(() -> assertThat(
                        links.of(scale.device()).orElseThrow().detail())
                .isEqualTo("wrong setting in the registry: unknown value stone for unit; allowed: kg, g, jin, lb"));
    }

    private LiveWeight shown() {
        return live.of(market.marketId(), holder.stall().stallId()).orElseThrow();
    }

    private void show(VirtualScale.Line line, long grams, boolean stable) throws IOException {
        line.send("{\"kind\":\"weight\",\"grams\":%d,\"stable\":%s}\n".formatted(grams, stable));
        await().until(() ->
                Weight.ofGrams(grams).equals(shown().weight()) && (grams < 0 || shown().stable() == stable));
    }

    private void assertRefused(String messageKey) {
        assertThatThrownBy(() -> weighings.sellByTile(vendor, carp.goodId()))
                .isInstanceOf(BadInput.class)
                .hasMessage(messageKey);
        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .satisfies(waiting -> waiting.ifPresent(
                        kept -> assertThat(kept.total().isPositive()).isTrue()));
    }

    private void sendUntilStable(int thousandths, Cable cable) {
        await().until(() -> {
            cable.send(frame(thousandths));
            return live.of(market.marketId(), holder.stall().stallId())
                    .filter(LiveWeight::stable)
                    .isPresent();
        });
    }

    private static void sendInPieces(VirtualScale.Line line, byte[] bytes) throws IOException {
        Random random = new Random(bytes[5]);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(7));
            line.send(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }

    /** A display with three decimals. */
    private static byte[] frame(int thousandths) {
        String body = "+%06d3".formatted(thousandths);
        int xor = body.chars().reduce(0, (sum, next) -> sum ^ next);
        return ("\u0002" + body + "%02X".formatted(xor) + "\u0003").getBytes(US_ASCII);
    }

    private interface Cable {
        void send(byte[] bytes) throws IOException;
    }
}
