/** Twenty scales of every protocol that tells weights, over sockets and ports at once; one noisy, one that unplugs. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkLive;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.caishi.scale.LiveWeight.Condition;
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
    private static final int FRAME_EVERY_MILLIS = 100;
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

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Shown> all = new ArrayList<>();
    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(2);
    private Market market;

    /** A scale, its stall, and what its frame says. */
    private record Shown(Device device, long stallId, long grams) {}

    @AfterEach
    void close() throws Exception {
        senders.shutdownNow();
        assertThat(senders.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        all.forEach(shown -> devices.retire(shown.device));
        for (AutoCloseable line : open) {
            line.close();
        }
    }

    @BeforeEach
    void openAMarket() {
        market = markets.open(0);
    }

    @Test
    void everyScaleShowsItsOwnWeightThroughNoiseAndUnplugging() throws IOException {
        for (String protocol : DIAL_IN) {
            dialIn(protocol, false);
        }
        for (String protocol : DIALLED) {
            dialled(protocol);
        }
        Path port = folder.resolve("ttyS0");
        Pty unplugged = Pty.openAt(port);
        for (String protocol : ON_PORTS) {
            plugIn(protocol, protocol.equals(ON_PORTS.getFirst()) ? unplugged : Pty.open(), port);
        }
        Shown noisy = dialIn("toledo-continuous", true);
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

        send(Pty.openAt(port), bytes("yaohua-tf0"));
        awaitWeight(pulled);
        assertThat(links.live(pulled.device).orElseThrow().reconnects()).isEqualTo(1);
    }

    /** Noise between the frames: random bytes, a heartbeat, half a frame. */
    private Shown dialIn(String protocol, boolean noise) throws IOException {
        VirtualScale scale = VirtualScale.register(devices, stall(), protocol, LinkKind.TCP_IN);
        Shown shown = add(scale.device());
        VirtualScale.Line line = scale.dial();
        open.add(line);
        Random random = new Random(7);
        byte[] frame = bytes(protocol);
        every(() -> {
            if (noise) {
                byte[] rubbish = new byte[1 + random.nextInt(12)];
                random.nextBytes(rubbish);
                line.send(rubbish);
                line.send("HB");
                line.send(java.util.Arrays.copyOf(frame, frame.length / 2));
            }
            line.send(frame);
        });
        return shown;
    }

    private void dialled(String protocol) throws IOException {
        AnsweringScale scale = AnsweringScale.listening(answers(protocol), 0);
        open.add(scale);
        Map<String, String> settings = protocol.equals("dialog06")
                ? Map.of("pollMillis", "100", "priceFen", "2560")
                : Map.of("pollMillis", "100");
        add(VirtualScale.register(devices, stall(), protocol, LinkKind.TCP_OUT, scale.address, settings)
                .device());
    }

    private void plugIn(String protocol, Pty pty, Path port) {
        boolean polled = GoldenFrame.open(protocol, Map.of()).poll().isPresent();
        String address = protocol.equals(ON_PORTS.getFirst())
                ? port.toString()
                : pty.path().toString();
        add(VirtualScale.register(devices, stall(), protocol, LinkKind.SERIAL, address, Map.of())
                .device());
        open.add(pty);
        if (polled) {
            Thread.ofPlatform().daemon().start(() -> {
                while (pty.read(64).length > 0) {
                    pty.write(bytes(protocol));
                }
            });
        } else {
            send(pty, bytes(protocol));
        }
    }

    private void send(Pty pty, byte[] frame) {
        open.add(pty);
        every(() -> pty.write(frame));
    }

    private void every(Sending sending) {
        senders.scheduleAtFixedRate(
                () -> {
                    try {
                        sending.once();
                    } catch (IOException | IllegalStateException gone) {
                        throw new IllegalStateException("this scale falls silent", gone);
                    }
                },
                0,
                FRAME_EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private interface Sending {
        void once() throws IOException;
    }

    private static Function<String, String> answers(String protocol) {
        String frame = new String(bytes(protocol), ISO_8859_1);
        Map<String, String> steps = new HashMap<>();
        if (protocol.equals("ecr")) {
            steps.put("\5", "\6");
        }
        if (protocol.equals("dialog06")) {
            steps.put("\4\00201\033002560\033\3", "\6");
            steps.put("\4\4\00201\033002560\033\3", "\6");
            steps.put("\4", "");
            return question -> question.equals("\4") ? null : steps.getOrDefault(question, frame);
        }
        return question -> steps.getOrDefault(question, frame);
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
