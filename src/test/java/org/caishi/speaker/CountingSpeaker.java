/** A cloud speaker after the published protocol that counts every delivery and every playing, over any number of its broker's deaths. */
package org.caishi.speaker;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.caishi.testing.Mosquitto;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** It knows what it has heard, plays nothing after its time, and answers until its answer is taken. */
final class CountingSpeaker implements AutoCloseable {
    static final String PASSWORD = TestSpeakers.sign("mqtt");

    private static final int TRIES = 20;
    private static final int PAUSE_MILLIS = 250;

    private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();
    private final List<String> played = new CopyOnWriteArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();
    private final String root;
    private Answers answers = (topic, words) -> 0;
    private AutoCloseable ears = () -> {};

    private CountingSpeaker(String root) {
        this.root = root;
    }

    /** Brings an answer to the broker; 0 when it was taken. */
    interface Answers {
        int say(String topic, String words) throws IOException;
    }

    /** {@code mosquitto_sub}, which comes back by itself, and {@code mosquitto_pub} for each answer. */
    static CountingSpeaker ofStrangers(int port, String serial, String root, Answers answers) throws IOException {
        CountingSpeaker speaker = new CountingSpeaker(root);
        speaker.answers = answers;
        Consumer<String> lines = line -> {
            int json = line.indexOf('{');
            if (json >= 0) { // and not a word about its connection
                speaker.hears(line.substring(json));
            }
        };
        speaker.ears = Mosquitto.listen(port, serial, PASSWORD, root + "say", lines, "-i", serial, "-c", "-x", "3600");
        return speaker;
    }

    static CountingSpeaker ofOurs(int port, String serial, String root) {
        CountingSpeaker speaker = new CountingSpeaker(root);
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(serial)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(200, TimeUnit.MILLISECONDS)
                .maxDelay(1, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .simpleAuth()
                .username(serial)
                .password(PASSWORD.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        speaker.answers = (topic, words) -> client.getState().isConnected() && published(client, topic, words) ? 0 : 1;
        speaker.ears = client::disconnect;
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3_600)
                .send()
                .join();
        client.subscribeWith()
                .topicFilter(root + "say")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> speaker.hears(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                .send()
                .join();
        return speaker;
    }

    private static boolean published(Mqtt5AsyncClient client, String topic, String words) {
        try {
            client.publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(words.getBytes(StandardCharsets.UTF_8))
                    .send()
                    .get(2, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException | ExecutionException | TimeoutException lost) {
            return false;
        }
    }

    /** In the order of arrival, one at a time. */
    private synchronized void hears(String say) {
        JsonNode read = JsonMapper.shared().readTree(say);
        String id = read.path("id").asString();
        deliveries.merge(id, 1, Integer::sum);
        String result;
        if (!known.add(id)) {
            result = "duplicate";
        } else if (!Clock.systemUTC()
                .instant()
                .isBefore(Instant.parse(read.path("expiresAt").asString()))) {
            result = "expired";
        } else {
            played.add(id);
            result = "played";
        }
        answering.execute(() -> answer("{\"id\":\"%s\",\"result\":\"%s\"}".formatted(id, result)));
    }

    private void answer(String words) {
        try {
            for (int tries = 0; tries < TRIES && answers.say(root + "ack", words) != 0; tries++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> played() {
        return List.copyOf(played);
    }

    Map<String, Integer> deliveries() {
        return Map.copyOf(deliveries);
    }

    @Override
    public void close() throws Exception {
        ears.close();
        answering.shutdownNow();
    }
}
