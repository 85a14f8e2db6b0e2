/** The manager's page of a scale that an edge reads: its frames, its errors, its bad bytes, and an ear on its line. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkLive;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.caishi.report.EventStream;
import org.caishi.scale.LiveWeight;
import org.caishi.scale.LiveWeights;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class EdgeLiveTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String GOOD = "\2+00020521E\3";
    private static final String BAD = "\2+00020520F\3";
    private static final String GOOD_HEX = "02 2B 30 30 30 32 30 35 32 31 45 03";
    private static final String BAD_HEX = "02 2B 30 30 30 32 30 35 32 30 46 03";

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    LiveWeights live;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    @TempDir
    Path data;

    private Market market;
    private Stall stall;
    private EdgeFloor floor;
    private Visitor manager;

    @BeforeEach
    void openAMarket() {
        market = markets.open(0);
        stall = markets.stall(market, "A1").stall();
        floor = EdgeFloor.open(devices, jdbc, market);
        manager = staff.signedIn(Role.MANAGER, market);
    }

    @Test
    void whatTheEdgeCountsStandsOnTheScalesOwnPage() throws IOException {
        try (Pty pty = Pty.open();
                EdgeBox box = floor.start(data)) {
            Device scale = serialScale(pty);
            await().atMost(SOON).until(() -> links.of(scale).isPresent());

            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                pty.write(GOOD + GOOD + BAD);
                assertThat(manager.get(page(scale) + "/live").body())
                        .contains(
                                "data-reject=\"checksum\"",
                                BAD_HEX,
                                floor.edge().serial() + ": " + pty.path());
            });
            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                pty.write(GOOD + GOOD);
                LinkLive shown = links.live(scale).orElseThrow();
                assertThat(shown.frames()).isGreaterThan(1);
                assertThat(shown.framesInTenSeconds()).isPositive();
                assertThat(shown.lastFrameAt()).isNotNull();
                assertThat(shown.state().lastByteAt()).isNotNull();
            });
            assertThat(box.status().scales())
                    .singleElement()
                    .satisfies(own -> assertThat(own.up()).isTrue());
        }
    }

    @Test
    void whoListensHearsTheLineOfAScaleThatAnEdgeReads() throws IOException {
        try (Pty pty = Pty.open();
                EdgeBox box = floor.start(data)) {
            Device scale = serialScale(pty);
            await().atMost(SOON).until(() -> links.of(scale).isPresent());
            String page = page(scale);
            manager.post(page + "/listen", Map.of("_csrf", manager.token(page)));
            try (EventStream stream = EventStream.open(manager, page + "/heard")) {
                await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
                    pty.write(GOOD);
                    return stream.heard(GOOD_HEX) && stream.heard("2050 g") && stream.heard("\"way\":\"IN\"");
                });
                manager.post(page + "/listen/end", Map.of("_csrf", manager.token(page)));
                await().atMost(SOON).until(() -> stream.heard("event:end"));
            }
            assertThat(box.statusPort()).isPositive();
        }
    }

    @Test
    void thePriceOnTheScaleReachesTheVendorsTileWithTheNews() throws IOException {
        try (PricedScale scale = new PricedScale();
                EdgeBox box = floor.start(data)) {
            Device device = floor.scale(
                    stall,
                    "ecr",
                    LinkKind.TCP_OUT,
                    "127.0.0.1:" + scale.port(),
                    Map.of("pollMillis", "50", "ask", "price"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(live.of(market.marketId(), stall.stallId()))
                            .hasValueSatisfying(shown -> {
                                assertThat(shown.weight()).hasToString("0.488 kg");
                                assertThat(shown.offer())
                                        .isEqualTo(new LiveWeight.Offer(
                                                UnitPrice.ofFenPerKilogram(2_560), Money.ofFen(1_249)));
                            }));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    links.live(device).map(LinkLive::said).orElse(""))
                            .isEqualTo("488 g × ¥25.60/kg = ¥12.49"));
            assertThat(floor.booked(device)).isEmpty();
            assertThat(box.status().buffer().waiting()).isZero();
        }
    }

    private Device serialScale(Pty pty) {
        return floor.scale(stall, "yaohua-tf0", LinkKind.SERIAL, pty.path().toString(), Map.of());
    }

    private String page(Device scale) {
        return "/manage/" + market.code() + "/devices/" + scale.serial();
    }

    /** Answers ENQ with ACK, and DC2 with 0.488 kg at 25.60. */
    private static final class PricedScale implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        PricedScale() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return door.getLocalPort();
        }

        private void serve() {
            while (!door.isClosed()) {
                try (Socket socket = door.accept()) {
                    InputStream in = socket.getInputStream();
                    for (int asked = in.read(); asked >= 0; asked = in.read()) {
                        String answer = asked == 5 ? "\6" : PRICED;
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException gone) {
                    // The edge has hung up, or the test has ended.
                }
            }
        }

        private static final String PRICED =
                "\1\2" + checked("   12.49") + "\3\2" + checked("S 00.488kg") + "\3\2" + checked("   25.60") + "\3\4";

        private static String checked(String text) {
            return text + (char) text.chars().reduce(0, (sum, next) -> sum ^ next);
        }

        @Override
        public void close() {
            try {
                door.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
