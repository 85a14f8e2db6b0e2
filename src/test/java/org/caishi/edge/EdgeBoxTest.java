/** An edge beside its scales, with the whole product as its centre: weights, sales and links go through it, whatever the line does. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Market;
import org.caishi.market.NewStall;
import org.caishi.market.Onboarding;
import org.caishi.market.Stall;
import org.caishi.scale.LiveWeight.Condition;
import org.caishi.scale.LiveWeights;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.caishi.testing.TestMarket;
import org.caishi.units.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class EdgeBoxTest {
    private static final long ROOMY = 1024 * 1024;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String YAOHUA_488_GRAMS = "\u0002+00048831C\u0003";

    @Autowired
    TestMarket markets;

    @Autowired
    Onboarding onboarding;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    LiveWeights live;

    @Autowired
    JdbcTemplate jdbc;

    @TempDir
    Path data;

    private Market market;
    private Stall stall;
    private EdgeFloor floor;

    @BeforeEach
    void openAMarket() {
        market = markets.open(0);
        stall = markets.stall(market, "A1").stall();
        floor = EdgeFloor.open(devices, jdbc, market);
    }

    @Test
    void aSerialScalesWeightReachesTheVendorsTileAndItsLinkTheManagersPage() throws IOException {
        try (Pty pty = Pty.open();
                EdgeBox box = start(EdgeFloor.PRODUCT, ROOMY)) {
            Device scale = floor.scale(
                    stall, "yaohua-tf0", LinkKind.SERIAL, pty.path().toString(), Map.of("stableReadings", "3"));
            await().atMost(SOON)
                    .until(() -> links.of(scale).filter(link -> link.up()).isPresent());
            await().atMost(SOON).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
                pty.write(YAOHUA_488_GRAMS);
                assertThat(live.of(market.marketId(), stall.stallId())).hasValueSatisfying(shown -> {
                    assertThat(shown.weight()).isEqualTo(Weight.ofGrams(488));
                    assertThat(shown.stable()).isTrue();
                });
            });
            assertThat(links.of(scale).orElseThrow().detail())
                    .startsWith(floor.edge().serial() + ": ");

            pty.close();

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(links.of(scale).orElseThrow().up()).isFalse();
                assertThat(live.of(market.marketId(), stall.stallId()))
                        .hasValueSatisfying(
                                shown -> assertThat(shown.condition()).isEqualTo(Condition.SILENT));
            });
            assertThat(box.status().scales())
                    .singleElement()
                    .satisfies(shown -> assertThat(shown.up()).isFalse());
        }
    }

    @Test
    void itStartsFromItsLastListWhileTheLineIsDownAndForwardsWhenItIsBack() throws Exception {
        Device scale = floor.smartScale(stall);
        try (EdgeBox box = start(EdgeFloor.PRODUCT, ROOMY)) {
            awaitKnown(box, scale);
        }
        try (CutLine line = new CutLine(Integer.parseInt(System.getProperty("CAISHI_PORT")))) {
            line.cut();
            try (EdgeBox box = start(line.address(), ROOMY)) {
                EdgeScale told = floor.at(box, scale);
                assertThat(told.tell(1)).contains("\"seq\":1,\"result\":\"accepted\"");
                assertThat(told.tell(1)).contains("\"seq\":1,\"result\":\"accepted\"");
                assertThat(told.tell(1, 999)).contains("\"result\":\"refused\",\"reason\":\"sequence\"");
                assertThat(told.tell(2)).contains("\"seq\":2,\"result\":\"accepted\"");
                assertThat(box.status().buffer().waiting()).isEqualTo(2);
                assertThat(floor.booked(scale)).isEmpty();
                assertThat(box.status().centre()).startsWith("the centre does not answer");

                line.mend();

                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(floor.booked(scale)).containsExactly(1L, 2L));
                await().atMost(SOON).until(() -> box.status().buffer().waiting() == 0);
            }
        }
    }

    @Test
    void aRefusedSaleIsSetAsideAndShownAndTheNextOneGoesOn() throws Exception {
        Stall empty = onboarding.addStall(new NewStall(market.marketId(), stall.zoneId(), "A2", 2, 0, 0));
        Device unheld = floor.smartScale(empty);
        Device scale = floor.smartScale(stall);
        try (EdgeBox box = start(EdgeFloor.PRODUCT, ROOMY)) {
            awaitKnown(box, unheld);
            assertThat(floor.at(box, unheld).tell(1)).contains("accepted");
            assertThat(floor.at(box, scale).tell(1)).contains("accepted");

            await().atMost(SOON).until(() -> box.status().buffer().waiting() == 0);

            assertThat(floor.booked(scale)).containsExactly(1L);
            assertThat(box.status().buffer().aside().refused()).isEqualTo(1);
            assertThat(statusPage(box)).contains("refused-" + unheld.serial() + "-1-");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    links.of(floor.edge()).orElseThrow().detail())
                            .isEqualTo("0 waiting, 1 refused, 0 damaged"));
        }
    }

    @Test
    void aFullBufferSaysSoAndWhatItRefusedComesLater() throws Exception {
        Device scale = floor.smartScale(stall);
        try (CutLine line = new CutLine(Integer.parseInt(System.getProperty("CAISHI_PORT")));
                EdgeBox box = start(line.address(), 16 * 1024)) {
            awaitKnown(box, scale);
            line.cut();
            EdgeScale told = floor.at(box, scale);
            List<Long> stored = new ArrayList<>();
            String answer = told.tell(1);
            for (long sequence = 1; answer.contains("accepted"); answer = told.tell(++sequence)) {
                stored.add(sequence);
            }
            long refused = stored.size() + 1;
            assertThat(answer)
                    .contains(
                            "\"seq\":null",
                            "\"result\":\"refused\",\"reason\":\"full\"",
                            "tell sale " + refused + " again");
            assertThat(stored).hasSizeGreaterThan(20);
            assertThat(box.status().full()).isTrue();

            line.mend();

            await().atMost(SOON).until(() -> told.tell(refused).contains("accepted"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(floor.booked(scale))
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, refused).boxed().toList()));
            assertThat(box.status().full()).isFalse();
        }
    }

    @Test
    void scalesAreHungAndTakenDownWhileItRuns() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                EdgeBox box = start(EdgeFloor.PRODUCT, ROOMY)) {
            listening.setSoTimeout((int) SOON.toMillis());
            Device scale = floor.scale(
                    stall, "caishi-json", LinkKind.TCP_OUT, "127.0.0.1:" + listening.getLocalPort(), Map.of());
            try (Socket dialled = listening.accept()) {
                dialled.setSoTimeout((int) SOON.toMillis());
                dialled.getOutputStream()
                        .write((new EdgeScale(scale, new byte[0], 0).sale(5, 100) + "\n")
                                .getBytes(StandardCharsets.UTF_8));
                byte[] answer = dialled.getInputStream().readNBytes(20);
                assertThat(answer).asString(StandardCharsets.UTF_8).startsWith("{\"kind\":\"ack\"");
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(floor.booked(scale)).containsExactly(5L));

                devices.unhang(scale);

                await().atMost(SOON).until(() -> box.status().scales().isEmpty());
                dialled.getInputStream().readAllBytes();
            }
        }
    }

    @Test
    void aSecondOneOnTheSameFolderIsRefused() throws Exception {
        try (EdgeBox box = start(EdgeFloor.PRODUCT, ROOMY)) {
            assertThat(box.statusPort()).isPositive();
            assertThatThrownBy(() -> start(EdgeFloor.PRODUCT, ROOMY)).hasMessageContaining("another edge runs on");
        }
    }

    private EdgeBox start(URI centre, long bufferBytes) throws IOException {
        return EdgeBox.start(floor.settings(centre, data, bufferBytes), Clock.systemUTC(), EdgeFloor.POLL);
    }

    private static void awaitKnown(EdgeBox box, Device scale) {
        await().atMost(SOON)
                .until(() -> box.status().scales().stream()
                        .anyMatch(known -> known.serial().equals(scale.serial())));
    }

    private static String statusPage(EdgeBox box) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + box.statusPort() + "/"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
