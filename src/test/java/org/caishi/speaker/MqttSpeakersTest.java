/** A cloud speaker hears each sum in order, again only while it does not answer, and answers only for itself. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class MqttSpeakersTest {
    private static final int SECONDS = 20;

    @Autowired
    TestSpeakers speakers;

    @Autowired
    Markets markets;

    @Autowired
    JsonMapper json;

    @Autowired
    MeterRegistry meters;

    @Value("${caishi.mqtt.port}")
    int port;

    private final List<Mqtt5AsyncClient> clients = new ArrayList<>();
    Market market;
    Device speaker;

    @BeforeEach
    void register() {
        market = speakers.market();
        speaker = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.MQTT);
    }

    @AfterEach
    void disconnect() throws Exception {
        for (Mqtt5AsyncClient client : clients) {
            client.disconnect().get(SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void itHearsEachSumOnceInOrderAndWhatItAnswersIsBooked() throws Exception {
        Speaker device = new Speaker(speaker, true);
        long[] sums = IntStream.rangeClosed(1, 20).mapToLong(i -> i * 100L).toArray();
        speakers.announce(speaker, sums);
        IntStream.range(0, 8).parallel().forEach(i -> speakers.nudge(speaker));
        speakers.announce(speaker, 1250);

        await().atMost(Duration.ofSeconds(60))
                .until(() -> speakers.states(speaker).stream().allMatch("SPOKEN"::equals));
        assertThat(speakers.states(speaker)).hasSize(21);
        assertThat(device.ids().stream().distinct().toList()).isEqualTo(speakers.ids(speaker));
        assertThat(device.ids()).as("every say is a booked attempt").hasSize(speakers.attempts(speaker));
        JsonNode last = device.said.getLast();
        assertThat(last.path("text").stringValue()).isEqualTo("微信收款十二点五元");
        assertThat(last.path("amountFen").longValue()).isEqualTo(1250);
        assertThat(last.path("kind").stringValue()).isEqualTo("received");
        assertThat(Instant.parse(last.path("expiresAt").stringValue()))
                .isEqualTo(Instant.parse(last.path("createdAt").stringValue()).plus(Announcements.NEWS));
        assertThat(measured("sent")).isGreaterThanOrEqualTo(21);
        assertThat(measured("acked")).isGreaterThanOrEqualTo(21);
        assertThat(device.expiries).allMatch(seconds -> seconds > 0 && seconds <= 30);
    }

    @Test
    void whatIsNotAnsweredIsSaidAgainWithItsIdUntilItIs() throws Exception {
        Speaker device = new Speaker(speaker, false);
        speakers.announce(speaker, 1250);
        await().atMost(Duration.ofSeconds(SECONDS)).until(() -> device.said.size() >= 2);
        assertThat(device.ids()).containsOnly(speakers.ids(speaker).getFirst());
        assertThat(speakers.states(speaker)).containsExactly("SENT");

        device.answer(device.ids().getFirst(), "duplicate");
        speakers.awaitStates(speaker, "ACKED");
        device.answer(device.ids().getFirst(), "played");
        speakers.awaitStates(speaker, "SPOKEN");
        device.answer(device.ids().getFirst(), "failed");
        device.answer("no id of ours", "played");

        speakers.announce(speaker, 200);
        await().atMost(Duration.ofSeconds(SECONDS))
                .until(() -> device.ids().contains(speakers.ids(speaker).getLast()));
        device.answer(speakers.ids(speaker).getLast(), "failed");
        speakers.awaitStates(speaker, "SPOKEN", "FAILED");
    }

    @Test
    void anAnswerOfAnotherSpeakerChangesNothing() throws Exception {
        Device neighbour = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.MQTT);
        Device stranger = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.MQTT);
        Speaker device = new Speaker(speaker, false);
        speakers.announce(speaker, 1250);
        await().atMost(Duration.ofSeconds(SECONDS)).until(() -> !device.said.isEmpty());

        for (Device other : List.of(neighbour, stranger)) {
            Speaker liar = new Speaker(other, false);
            speakers.announce(other, 200);
            await().atMost(Duration.ofSeconds(SECONDS)).until(() -> !liar.said.isEmpty());
            liar.answer(speakers.ids(speaker).getFirst(), "played");
            liar.answer(liar.ids().getFirst(), "played"); // read after the lie
            speakers.awaitStates(other, "SPOKEN");
        }
        assertThat(speakers.states(speaker)).containsExactly("SENT");
    }

    @Test
    void whatIsLateIsNotSaid() throws Exception {
        Speaker device = new Speaker(speaker, true);
        speakers.book(speaker, speakers.now().minusSeconds(31), 100, 200);
        speakers.announce(speaker, 1250);
        speakers.awaitStates(speaker, "EXPIRED", "EXPIRED", "SPOKEN");
        assertThat(device.ids()).containsOnly(speakers.ids(speaker).getLast());
    }

    @Test
    void whatNobodyWasNudgedForIsFoundInTheRows() throws Exception {
        Speaker device = new Speaker(speaker, true);
        speakers.book(speaker, speakers.now(), 1250);
        speakers.awaitStates(speaker, "SPOKEN");
        assertThat(device.ids()).containsOnly(speakers.ids(speaker).getFirst());
    }

    @Test
    void whatWasSentAndNeverAnsweredHasFailedInTheEndIfTheSpeakerWasThere() {
        Instant booked = speakers.now().minus(Announcements.NEWS).plusSeconds(4);
        speakers.isThere(speaker);
        speakers.book(speaker, booked, 1250);
        speakers.nudge(speaker);
        await().atMost(Duration.ofSeconds(SECONDS))
                .until(() -> !speakers.states(speaker).equals(List.of("QUEUED")));
        assertThat(speakers.states(speaker)).containsExactly("SENT");
        speakers.awaitStates(speaker, "FAILED");
        assertThat(speakers.now()).isAfter(booked.plus(Announcements.NEWS).plus(DeliverySweep.LATE_ANSWER));
    }

    @Test
    void whatNobodyCanHaveHeardHasExpired() {
        Instant booked = speakers.now().minus(Announcements.NEWS).plusSeconds(2);
        speakers.book(speaker, booked, 1250);
        speakers.nudge(speaker);
        speakers.awaitStates(speaker, "EXPIRED");
        assertThat(speakers.steps(speaker)).endsWith("UNREACHED");
    }

    private long measured(String until) {
        return meters.get("caishi.speaker.delay").tag("until", until).timer().count();
    }

    /** The device at its own topics. */
    private final class Speaker {
        final List<JsonNode> said = new CopyOnWriteArrayList<>();
        final List<Long> expiries = new CopyOnWriteArrayList<>();
        private final String root;
        private final Mqtt5AsyncClient client;
        private final boolean answers;

        Speaker(Device device, boolean answers) throws Exception {
            this.answers = answers;
            this.root = "caishi/" + markets.byId(device.marketId()).code() + "/speaker/" + device.serial() + "/";
            this.client = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier(device.serial())
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .simpleAuth()
                    .username(device.serial())
                    .password(TestSpeakers.sign("mqtt").getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth()
                    .buildAsync();
            client.connect().get(SECONDS, TimeUnit.SECONDS);
            clients.add(client);
            client.subscribeWith()
                    .topicFilter(root + "say")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(this::hears)
                    .send()
                    .get(SECONDS, TimeUnit.SECONDS);
        }

        List<String> ids() {
            return said.stream()
                    .map(message -> message.path("id").stringValue())
                    .collect(Collectors.toList());
        }

        void answer(String id, String result) {
            client.publishWith()
                    .topic(root + "ack")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(("{\"id\":\"" + id + "\",\"result\":\"" + result + "\"}").getBytes(StandardCharsets.UTF_8))
                    .send();
        }

        private void hears(Mqtt5Publish message) {
            JsonNode say = json.readTree(message.getPayloadAsBytes());
            boolean known = ids().contains(say.path("id").stringValue());
            said.add(say);
            expiries.add(message.getMessageExpiryInterval().orElse(0));
            if (answers) {
                answer(say.path("id").stringValue(), known ? "duplicate" : "accepted");
                answer(say.path("id").stringValue(), "played");
            }
        }
    }
}
