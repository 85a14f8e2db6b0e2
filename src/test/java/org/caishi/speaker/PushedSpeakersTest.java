/** A box with a door of its own is told, signed, in order; again with the id when it was silent; and never by a foreign address. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class PushedSpeakersTest {
    @Autowired
    TestSpeakers speakers;

    @Autowired
    JsonMapper json;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<JsonNode> said = new CopyOnWriteArrayList<>();
    private final List<Boolean> signed = new CopyOnWriteArrayList<>();
    /** What it does with the next posts; then it has played. */
    private final Queue<String> moods = new ConcurrentLinkedQueue<>();

    private @Nullable HttpServer box;

    @AfterEach
    void stop() {
        if (box != null) {
            box.stop(0);
        }
        threads.close();
    }

    @Test
    void itIsToldInOrderAndItsAnswersAreBooked() throws IOException {
        Device speaker = open(TestRun.freePort());
        moods.addAll(List.of("{\"result\":\"played\"}", "", "{\"result\":\"failed\"}", "no json", "400"));
        speakers.announce(speaker, 1250, 200, 300, 400, 500, 600);

        speakers.awaitStates(speaker, "SPOKEN", "ACKED", "FAILED", "ACKED", "FAILED", "SPOKEN");
        assertThat(said)
                .extracting(say -> say.path("amountFen").longValue())
                .containsExactly(1250L, 200L, 300L, 400L, 500L, 600L);
        assertThat(said.getFirst().path("text").stringValue()).isEqualTo("微信收款十二点五元");
        assertThat(signed).hasSize(6).containsOnly(true);
    }

    @Test
    void whatWasNotAnsweredIsToldAgainWithItsIdAndADuplicateHasBeenPlayed() throws IOException {
        Device speaker = open(TestRun.freePort());
        moods.addAll(List.of("silent", "{\"result\":\"duplicate\"}"));
        speakers.announce(speaker, 1250);

        speakers.awaitStates(speaker, "SPOKEN");
        assertThat(said)
                .extracting(say -> say.path("id").stringValue())
                .containsExactly(
                        speakers.ids(speaker).getFirst(), speakers.ids(speaker).getFirst());
    }

    @Test
    void whatDidNotGetThereIsToldWhenTheBoxIsBack() throws IOException {
        int port = TestRun.freePort();
        Device speaker = register(port);
        speakers.announce(speaker, 1250, 200);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> speakers.steps(speaker).contains("RETURNED"));
        serve(port);

        speakers.awaitStates(speaker, "SPOKEN", "SPOKEN");
        assertThat(said).extracting(say -> say.path("amountFen").longValue()).containsExactly(1250L, 200L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:8080/",
                "http://[::1]/",
                "http://0.0.0.0/",
                "http://user@10.0.0.1/",
                "file:///etc/passwd",
                "not an address"
            })
    void addressesThatLeadToThisMachineAreNone(String address) {
        assertThat(PushAddress.read(address, false)).isEmpty();
    }

    @Test
    void anAddressInTheMarketsNetworkIsOne() {
        assertThat(PushAddress.read("http://192.168.1.20:8000/say", false)).isPresent();
    }

    private Device open(int port) throws IOException {
        serve(port);
        return register(port);
    }

    private Device register(int port) {
        return speakers.register(
                speakers.market(),
                PushedSpeakers.PROTOCOL,
                LinkKind.HTTP,
                Map.of(),
                "http://127.0.0.1:" + port + "/say");
    }

    private void serve(int port) throws IOException {
        HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
        opened.setExecutor(threads);
        opened.createContext("/say", this::hear);
        opened.start();
        box = opened;
    }

    private void hear(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        said.add(json.readTree(body));
        String time = exchange.getRequestHeaders().getFirst("X-Timestamp");
        String nonce = exchange.getRequestHeaders().getFirst("X-Nonce");
        signed.add(TestSpeakers.sign(String.join("\n", "POST", "/say", time, nonce, body))
                .equals(exchange.getRequestHeaders().getFirst("X-Signature")));
        String mood = moods.poll();
        String answer = mood == null ? "{\"result\":\"played\"}" : mood;
        if (answer.equals("silent")) {
            return; // never answered; the connection ends with the server
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.equals("400") ? 400 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
