/** What no scale should send: counted, shown, and of no consequence for anybody else. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkLive;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class BadInputTest {
    private static final byte[] GOOD = "\2+00020521E\3".getBytes(US_ASCII);

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    LiveWeights live;

    private Market market;
    private PlateHolder holder;

    @BeforeEach
    void openAStall() {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
    }

    @Test
    void floodsOfOneByteAreNoiseAndTheNextFrameIsRead() throws IOException {
        VirtualScale scale = VirtualScale.register(devices, holder.stall(), "yaohua-tf0", LinkKind.TCP_IN);
        try (VirtualScale.Line line = scale.dial()) {
            for (int octet : new int[] {0x00, 0xFF}) {
                byte[] flood = new byte[5_000];
                Arrays.fill(flood, (byte) octet);
                line.send(flood);
            }
            await().until(() -> count(scale, "noise") == 9);
            assertThat(live(scale).bad().getLast().hex()).startsWith("00 00 00");
            assertThat(live(scale).frames()).isZero();
            line.send(GOOD);
            awaitGrams(2_050);
            assertThat(links.of(scale.device()).orElseThrow().up()).isTrue();
        }
    }

    @Test
    void anEndlessLineIsCutOffAndTheNextIsRead() throws IOException {
        VirtualScale scale = VirtualScale.register(devices, holder.stall(), "caishi-json", LinkKind.TCP_IN);
        try (VirtualScale.Line line = scale.dial()) {
            byte[] piece = new byte[8_192];
            Arrays.fill(piece, (byte) 'x');
            line.send("{\"kind\":\"");
            for (int i = 0; i < 40; i++) {
                line.send(piece);
            }
            await().until(() -> count(scale, "overlong") == 1);
            assertThat(line.answer()).contains("\"refused\"", "overlong");
            line.send("\n{\"kind\":\"weight\",\"grams\":488,\"stable\":true}\n");
            awaitGrams(488);
        }
    }

    @Test
    void heartbeatsOfABridgeAndHalfFramesAreBorne() throws IOException {
        VirtualScale scale = VirtualScale.register(devices, holder.stall(), "yaohua-tf0", LinkKind.TCP_IN);
        try (VirtualScale.Line line = scale.dial()) {
            line.send("reg:12345678\r\nHB");
            line.send(GOOD);
            line.send("HBHB");
            line.send(Arrays.copyOf(GOOD, 7));
            line.send(GOOD);
            awaitGrams(2_050);
            await().until(() -> live(scale).frames() == 2);
        }
    }

    @Test
    void aWrongChecksumIsShownInHexAndPricesNothing() throws IOException {
        VirtualScale scale = VirtualScale.register(devices, holder.stall(), "yaohua-tf0", LinkKind.TCP_IN);
        try (VirtualScale.Line line = scale.dial()) {
            byte[] wrong = GOOD.clone();
            wrong[5] ^= 1;
            line.send(wrong);
            await().until(() -> count(scale, "checksum") == 1);
            assertThat(live(scale).bad().getFirst().hex()).endsWith("02 2B 30 30 30 33 30 35 32 31 45 03");
            assertThat(live.of(market.marketId(), holder.stall().stallId())
                            .orElseThrow()
                            .weight())
                    .isNull();
        }
    }

    private void awaitGrams(long grams) {
        await().until(() -> live.of(market.marketId(), holder.stall().stallId())
                .map(LiveWeight::weight)
                .filter(Weight.ofGrams(grams)::equals)
                .isPresent());
    }

    private long count(VirtualScale scale, String kind) {
        return links.live(scale.device())
                .map(now -> now.rejected().getOrDefault(kind, 0L))
                .orElse(0L);
    }

    private LinkLive live(VirtualScale scale) {
        return links.live(scale.device()).orElseThrow();
    }
}
