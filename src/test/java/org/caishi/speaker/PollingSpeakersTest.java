/** A speaker without MQTT asks, waits, is told at once, and answers for itself. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class PollingSpeakersTest {
    private static final String PATH = "/api/device/announcements";
    private static final String PLAYED = "{\"result\":\"played\",\"at\":\"2026-05-01T08:30:02.100Z\"}";

    @Autowired
    TestSpeakers speakers;

    @Autowired
    JsonMapper json;

    @Value("${server.port}")
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    Device speaker;

    @BeforeEach
    void register() {
        speaker = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void whatWaitsIsAnsweredAtOnceInOrder() throws Exception {
        speakers.announce(speaker, 1250, 200);
        HttpResponse<String> answer = next(speaker, 30).get(20, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode list = json.readTree(answer.body());
        assertThat(list.size()).isEqualTo(2);
        assertThat(list.path(0).path("id").stringValue())
                .isEqualTo(speakers.ids(speaker).getFirst());
        assertThat(list.path(0).path("text").stringValue()).isEqualTo("微信收款十二点五元");
        assertThat(list.path(0).path("amountFen").longValue()).isEqualTo(1250);
        assertThat(list.path(1).path("text").stringValue()).isEqualTo("微信收款两元");
        assertThat(Instant.parse(list.path(0).path("expiresAt").stringValue())).isAfter(speakers.now());
        assertThat(speakers.states(speaker)).containsExactly("SENT", "SENT");
    }

    @Test
    void whoWaitsIsToldWhenSomethingComesAndMayAnswer() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = next(speaker, 30);
        assertThat(waiting).isNotDone();
        speakers.announce(speaker, 1250);
        String id = speakers.ids(speaker).getFirst();
        assertThat(waiting.get(20, TimeUnit.SECONDS).body()).contains(id);

        assertThat(answer(speaker, id, "{\"result\":\"accepted\"}")).isEqualTo(204);
        assertThat(speakers.states(speaker)).containsExactly("ACKED");
        assertThat(answer(speaker, id, PLAYED)).isEqualTo(204);
        assertThat(answer(speaker, id, "{\"result\":\"failed\"}")).isEqualTo(204);
        assertThat(speakers.states(speaker)).containsExactly("SPOKEN");
    }

    @Test
    void nothingIsAnsweredWithAnEmptyListInTime() throws Exception {
        assertThat(next(speaker, 1).get(20, TimeUnit.SECONDS).body()).isEqualTo("[]");
    }

    @Test
    void whoAsksAgainGivesUpTheFormerQuestion() throws Exception {
        CompletableFuture<HttpResponse<String>> one = next(speaker, 30);
        CompletableFuture<HttpResponse<String>> other = next(speaker, 30);
        CompletableFuture.anyOf(one, other).get(20, TimeUnit.SECONDS);
        speakers.announce(speaker, 200);
        CompletableFuture.allOf(one, other).get(20, TimeUnit.SECONDS);
        assertThat(one.get().body() + other.get().body()).contains("微信收款两元").contains("[]");
    }

    @Test
    void whatIsNotAcknowledgedIsAnsweredAgainWithItsId() throws Exception {
        speakers.announce(speaker, 1250);
        String first = next(speaker, 10).get(20, TimeUnit.SECONDS).body();
        String again = next(speaker, 20).get(25, TimeUnit.SECONDS).body();
        assertThat(again).isEqualTo(first).contains(speakers.ids(speaker).getFirst());
        assertThat(speakers.attempts(speaker)).isEqualTo(2);
    }

    @Test
    void anAnswerAboutAnothersAnnouncementOrWithoutSenseIsRefused() throws Exception {
        Device other = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        speakers.announce(speaker, 1250);
        next(speaker, 10).get(20, TimeUnit.SECONDS);
        String id = speakers.ids(speaker).getFirst();

        assertThat(answer(other, id, PLAYED)).isEqualTo(404);
        assertThat(answer(speaker, "unknown", PLAYED)).isEqualTo(404);
        assertThat(answer(speaker, id, "{\"result\":\"sung\"}")).isEqualTo(400);
        assertThat(answer(speaker, id, "{}")).isEqualTo(400);
        assertThat(speakers.states(speaker)).containsExactly("SENT");
    }

    @Test
    void onlySpeakersThatPollAreAnswered() throws Exception {
        Device cloud = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.MQTT);
        assertThat(next(cloud, 0).get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(404);
        HttpRequest unsigned = HttpRequest.newBuilder(address(PATH)).build();
        assertThat(http.send(unsigned, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void whoCannotReadGetsTheSentenceAsSound() throws Exception {
        speakers.announce(speaker, 1250);
        next(speaker, 10).get(20, TimeUnit.SECONDS);
        String path = PATH + "/" + speakers.ids(speaker).getFirst() + "/audio";
        HttpRequest request = signed(speaker, "GET", path, "", "").GET().build();
        HttpResponse<byte[]> sound = http.send(request, BodyHandlers.ofByteArray());
        assertThat(sound.statusCode())
                .as("needs espeak-ng: apt-get install espeak-ng")
                .isEqualTo(200);
        assertThat(Wav.isWhole(sound.body())).isTrue();

        Device other = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        HttpRequest foreign = signed(other, "GET", path, "", "").GET().build();
        assertThat(http.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    private CompletableFuture<HttpResponse<String>> next(Device device, int wait) {
        HttpRequest request =
                signed(device, "GET", PATH, "?wait=" + wait, "").GET().build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private int answer(Device device, String id, String body) throws Exception {
        HttpRequest request = signed(device, "POST", PATH + "/" + id + "/ack", "", body)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private HttpRequest.Builder signed(Device device, String method, String path, String query, String body) {
        String time = Long.toString(speakers.now().getEpochSecond());
        String nonce = TestSpeakers.nonce();
        return HttpRequest.newBuilder(address(path + query))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", path.endsWith("/audio") ? "audio/wav" : "application/json")
                .header("X-Device", device.serial())
                .header("X-Timestamp", time)
                .header("X-Nonce", nonce)
                .header("X-Signature", TestSpeakers.sign(String.join("\n", method, path, time, nonce, body)));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
