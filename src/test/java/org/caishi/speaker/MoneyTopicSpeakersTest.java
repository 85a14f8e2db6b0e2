/** A speaker that knows neither ids nor answers is sent each sum once, and only sums that came. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@ProductTest
class MoneyTopicSpeakersTest {
    @Autowired
    TestSpeakers speakers;

    @Autowired
    Announcements announcements;

    @Autowired
    DeliverySweep sweep;

    @Value("${caishi.mqtt.port}")
    int port;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    Device speaker;
    Mqtt3BlockingClient client;

    @BeforeEach
    void connect() {
        speaker = speakers.register(MoneyTopicSpeakers.PROTOCOL, LinkKind.MQTT);
        client = MqttClient.builder()
                .useMqttVersion3()
                .identifier(speaker.serial())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .simpleAuth()
                .username(speaker.serial())
                .password(TestSpeakers.sign("mqtt").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        client.toAsync()
                .subscribeWith()
                .topicFilter("/sub/topic/money/" + speaker.serial())
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> heard.add(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                .send()
                .join();
    }

    @AfterEach
    void disconnect() {
        client.disconnect();
    }

    @Test
    void eachSumIsSentOnceAndThatIsTheLastThatIsKnown() {
        speakers.announce(speaker, 1250, 5, 20_000);
        IntStream.range(0, 8).parallel().forEach(i -> speakers.nudge(speaker));
        await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() >= 3);
        for (int i = 0; i < 3; i++) {
            sweep.sweep();
        }

        assertThat(heard).containsExactly("{\"money\":\"12.50\"}", "{\"money\":\"0.05\"}", "{\"money\":\"200.00\"}");
        assertThat(speakers.states(speaker)).containsExactly("SENT", "SENT", "SENT");
        assertThat(speakers.rows(speaker, "ended_at is not null", Boolean.class))
                .containsOnly(true);
        assertThat(speakers.attempts(speaker)).isEqualTo(3);
        assertThat(speakers.steps(speaker)).containsOnly("SENT_FOR_GOOD");
    }

    @Test
    void whatIsNoSumThatCameIsNotReadAsOne() {
        announcements.test(TestSpeakers.stallOf(speaker), SpeakerKey.of(speaker));
        speakers.nudge(speaker);
        speakers.awaitStates(speaker, "FAILED");
        assertThat(heard).isEmpty();
    }
}
