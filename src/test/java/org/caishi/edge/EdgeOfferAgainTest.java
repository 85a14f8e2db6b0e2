/** Sales that the centre refused lie aside until their cause is mended; offered again they are booked, each once. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceChange;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.NewStall;
import org.caishi.market.Onboarding;
import org.caishi.market.Stall;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class EdgeOfferAgainTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    TestMarket markets;

    @Autowired
    Onboarding onboarding;

    @Autowired
    Devices devices;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    @TempDir
    Path data;

    private Market market;
    private Stall stall;
    private EdgeFloor floor;
    private Device scale;

    @BeforeEach
    void openAStallThatNobodyHolds() {
        market = markets.open(0);
        stall = markets.stall(market, "A1").stall();
        floor = EdgeFloor.open(devices, jdbc, market);
        scale = floor.smartScale(onboarding.addStall(new NewStall(market.marketId(), stall.zoneId(), "A2", 2, 0, 0)));
    }

    @Test
    void onceTheScaleIsBoundToItsStallTheCommandBooksWhatWasRefusedAndAgainBooksNothing() throws Exception {
        try (EdgeBox box = start()) {
            refuse(box, 1, 2, 10);
            assertThat(offerAgain()).isEqualTo("3 sales that were set aside are offered to the centre again");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(refusals()).hasSize(3).allMatch(times -> times >= 2));
            assertThat(floor.booked(scale)).isEmpty();
            assertThat(box.status().buffer().aside().refused()).isEqualTo(3);

            bind();
            offerAgain();

            await().atMost(SOON).until(() -> box.status().buffer().aside().refused() == 0);
            assertThat(floor.booked(scale)).containsExactly(1L, 2L, 10L);
            assertThat(box.status().buffer().refused()).isEmpty();
            assertThat(offerAgain()).startsWith("0 sales");
            assertThat(floor.at(box, scale).tell(3)).contains("accepted");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(floor.booked(scale)).containsExactly(1L, 2L, 10L, 3L));
        }
    }

    @Test
    void theManagerAsksTheEdgeForItOnItsPage() throws Exception {
        Visitor manager = staff.signedIn(Role.MANAGER, market);
        String page = "/manage/" + market.code() + "/edges";
        try (EdgeBox box = start()) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(manager.get(page).body()).contains("0 waiting, 0 refused"));
            assertThat(manager.get(page).body()).doesNotContain("/offer-again\"");
            refuse(box, 1);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(manager.get(page).body()).contains("/offer-again\""));
            bind();

            assertThat(Staff.submit(
                            manager,
                            page,
                            page + "/offer-again",
                            Map.of("edge", floor.edge().serial())))
                    .contains("alert-success");

            await().atMost(SOON).until(() -> box.status().buffer().aside().refused() == 0);
            assertThat(floor.booked(scale)).containsExactly(1L);
        }
        Market elsewhere = markets.open(0);
        Visitor other = staff.signedIn(Role.MANAGER, elsewhere);
        String token = other.token("/manage/" + elsewhere.code() + "/edges");
        assertThat(other.post(page + "/offer-again", Map.of("edge", floor.edge().serial(), "_csrf", token))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatAPersonHasChangedIsNotOffered() throws Exception {
        try (EdgeBox box = start()) {
            refuse(box, 1, 2);
            Path first = data.resolve("edge/set-aside")
                    .resolve(box.status().buffer().refused().getFirst());
            Files.writeString(first, Files.readString(first).replace("1249", "9999"));
            bind();
            offerAgain();
            await().atMost(SOON).until(() -> box.status().buffer().aside().refused() == 1);
            assertThat(floor.booked(scale)).containsExactly(2L);
            assertThat(first).exists();
        }
    }

    @Test
    void aForeignPageCommandsNothingAndReadsNothing() throws Exception {
        try (EdgeBox box = start();
                HttpClient client = HttpClient.newHttpClient()) {
            refuse(box, 1);
            bind();
            URI offer = URI.create("http://127.0.0.1:" + box.statusPort() + "/offer-again");
            HttpRequest.Builder post = HttpRequest.newBuilder(offer).POST(BodyPublishers.ofString(""));
            assertThat(client.send(post.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
            assertThat(client.send(post.header("X-Edge-Word", "guessed").build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(client.send(HttpRequest.newBuilder(offer).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(asked(box, "Host: rebound.example"))
                    .startsWith("HTTP/1.1 403")
                    .doesNotContain(scale.serial());
            assertThat(asked(box, "Host: 127.0.0.1:" + box.statusPort()))
                    .startsWith("HTTP/1.1 200")
                    .contains(scale.serial());
            assertThat(floor.booked(scale)).isEmpty();
            assertThat(box.status().buffer().aside().refused()).isEqualTo(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("edge/command"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void withoutAnEdgeTheCommandSaysSo() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(EdgeCommand.offerAgain(this::environment, new PrintStream(said), new PrintStream(said)))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("no edge runs on " + data.resolve("edge"));
    }

    private EdgeBox start() throws IOException {
        Path folder = Files.createDirectories(data.resolve("edge"));
        return floor.start(folder);
    }

    private void refuse(EdgeBox box, long... sequences) throws IOException {
        await().atMost(SOON).until(() -> !box.status().scales().isEmpty());
        for (long sequence : sequences) {
            assertThat(floor.at(box, scale).tell(sequence)).contains("accepted");
        }
        await().atMost(SOON).until(() -> box.status().buffer().aside().refused() == sequences.length);
        // What is refused is set aside first, and then let go.
        await().atMost(SOON).until(() -> box.status().buffer().waiting() == 0);
        assertThat(floor.booked(scale)).isEmpty();
    }

    /** The cause: the scale stands at a stall that somebody holds. */
    private void bind() {
        devices.change(
                scale,
                new DeviceChange(
                        scale.maker(),
                        scale.model(),
                        scale.protocol(),
                        scale.link(),
                        scale.address(),
                        scale.settings(),
                        stall.stallId()));
    }

    /** How often each of the scale's sales was refused. */
    private List<Integer> refusals() {
        return jdbc.queryForList(
                "select times from scale_refusal where market_id = ? and device_id = ?",
                Integer.class,
                market.marketId(),
                scale.deviceId());
    }

    private String offerAgain() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = EdgeCommand.offerAgain(this::environment, new PrintStream(out), new PrintStream(err));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private String environment(String name) {
        return name.equals("CAISHI_DATA") ? data.toString() : "";
    }

    private static String asked(EdgeBox box, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), box.statusPort())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
