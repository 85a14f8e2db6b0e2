/** Twenty scales of every protocol that tells weights, over sockets and ports at once; one noisy, one that unplugs. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkLive;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.caishi.scale.LiveWeight.Condition;
import org.caishi.scale.Pan.Look;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.caishi.testing.TestMarket;
import org.caishi.units.Weight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class TwentyScalesTest {
    private static final List<String> DIAL_IN = List.of(
            "yaohua-tf0",
            "yaohua-reversed",
            "yaohua-ww",
            "yaohua-a12e",
            "toledo-continuous",
            "st-gs",
            "caishi-json",
            "yaohua-tf0");
    private static final List<String> DIALLED =
            List.of("yaohua-command", "toledo-8217", "mt-sics", "ecr", "sma", "nci", "dialog06", "modbus");
    private static final List<String> ON_PORTS = List.of("yaohua-tf0", "st-gs", "toledo-8217", "mt-sics");

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    LiveWeights live;

    @TempDir
    Path folder;

    private final List<Shown> all = new ArrayList<>();
    private ScaleLines lines;
    private Market market;

    /** A scale, its stall, and what its frame says. */
    private record Shown(Device device, long stallId, long grams) {}

    @AfterEach
    void close() throws Exception {
        lines.close();
    }

    @BeforeEach
    void openAMarket() {
        market = markets.open(0);
        lines = new ScaleLines(devices);
    }

    @Test
    void everyScaleShowsItsOwnWeightThroughNoiseAndUnplugging() throws IOException {
        for (String protocol : DIAL_IN) {
            byte[] frame = bytes(protocol);
            add(lines.dialIn(stall(), protocol, Map.of(), () -> frame));
        }
        for (String protocol : DIALLED) {
            dialled(protocol);
        }
        Path port = folder.resolve("ttyS0");
        Pty unplugged = Pty.openAt(port);
        for (String protocol : ON_PORTS) {
            boolean first = protocol.equals(ON_PORTS.getFirst());
            Pty cable = first ? unplugged : Pty.open();
            String address = first ? port.toString() : cable.path().toString();
            byte[] frame = bytes(protocol);
            add(lines.plugIn(stall(), protocol, Map.of(), address, cable, () -> frame));
        }
        Shown noisy = add(lines.dialIn(stall(), "toledo-continuous", Map.of(), noisily(bytes("toledo-continuous"))));
        Shown pulled = all.get(DIAL_IN.size() + DIALLED.size());
        assertThat(all).hasSize(21);

        all.forEach(this::awaitWeight);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> all.stream()
                        .allMatch(
                                shown -> links.live(shown.device).orElseThrow().frames() > 20));
        for (Shown shown : all) {
            assertShows(shown);
            LinkLive line = links.live(shown.device).orElseThrow();
            assertThat(line.rejected().isEmpty()).as(line.toString()).isEqualTo(!shown.equals(noisy));
        }

        unplugged.close();
        await().until(() -> weight(pulled).condition() == Condition.SILENT
                && !links.of(pulled.device).orElseThrow().up());
        all.stream().filter(shown -> !shown.equals(pulled)).forEach(this::assertShows);

        byte[] frame = bytes("yaohua-tf0");
        lines.send(Pty.openAt(port), () -> frame);
        awaitWeight(pulled);
        assertThat(links.live(pulled.device).orElseThrow().reconnects()).isEqualTo(1);
    }

    /** Between the frames random bytes, a heartbeat, half a frame. */
    private static Supplier<byte[]> noisily(byte[] frame) {
        Random random = new Random(7);
        return () -> {
            byte[] rubbish = new byte[1 + random.nextInt(12)];
            random.nextBytes(rubbish);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            said.writeBytes(rubbish);
            said.writeBytes("HB".getBytes(ISO_8859_1));
            said.writeBytes(Arrays.copyOf(frame, frame.length / 2));
            said.writeBytes(frame);
            return said.toByteArray();
        };
    }

    private void dialled(String protocol) throws IOException {
        if (protocol.equals("dialog06")) {
            Look carp = new Look(488, true);
            add(lines.dialled(
                    stall(),
                    protocol,
                    Map.of("pollMillis", "100", "priceFen", "2560"),
                    ScaleFrames.dialog(() -> carp, 2560)));
        } else {
            String frame = new String(bytes(protocol), ISO_8859_1);
            add(lines.dialled(
                    stall(), protocol, Map.of("pollMillis", "100"), ScaleFrames.answers(protocol, () -> frame)));
        }
    }

    private static byte[] bytes(String protocol) {
        return golden(protocol).bytes();
    }

    /** The first frame of its folder that shows something on the pan. */
    private static GoldenFrame golden(String protocol) {
        return GoldenFrame.good(protocol.equals("caishi-json") ? "caishi-device" : protocol).stream()
                .filter(frame -> frame.events().size() == 1 || frame.protocol().equals("dialog06"))
                .filter(frame -> frame.events().getFirst().get("grams") instanceof Integer grams && grams > 0)
                .findFirst()
                .orElseThrow();
    }

    private Stall stall() {
        return markets.stall(market, "S%02d".formatted(all.size() + 1)).stall();
    }

    private Shown add(Device device) {
        GoldenFrame frame = golden(device.protocol());
        Shown shown = new Shown(
                device,
                Objects.requireNonNull(device.stallId()),
                ((Integer) Objects.requireNonNull(frame.events().getFirst().get("grams"))).longValue());
        all.add(shown);
        return shown;
    }

    private void awaitWeight(Shown shown) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertShows(shown));
    }

    private void assertShows(Shown shown) {
        assertThat(weight(shown).weight())
                .as("%s %s", shown.device.protocol(), links.live(shown.device).orElse(null))
                .isEqualTo(Weight.ofGrams(shown.grams));
    }

    private LiveWeight weight(Shown shown) {
        return live.of(market.marketId(), shown.stallId).orElseThrow();
    }
}
