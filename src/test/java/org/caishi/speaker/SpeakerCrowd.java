/** Thousands of speakers in a process of their own, for {@link SpeakersBench}: told on standard input, telling on output. */
package org.caishi.speaker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines: {@code connect market first last} (answers {@code connected n}), {@code count} ({@code count n}: how many are
 * subscribed), {@code report} ({@code heard n twice d p50 p99 max}, milliseconds from createdAt, and begins anew).
 */
final class SpeakerCrowd {
    /** A speaker's modem takes a moment; what matters is that not all come in the same second. */
    private static final int FIRST_RETRY_MILLIS = 500;

    private static final int LAST_RETRY_MILLIS = 4_000;

    /** Handshakes at once, so that it is the broker that is measured and not its queue of new connections. */
    private static final int AT_ONCE = 200;

    private final Clock clock = Clock.systemUTC();
    private final Map<String, Mqtt5AsyncClient> clients = new ConcurrentHashMap<>();
    private final int port;
    private final String password = TestSpeakers.sign("mqtt");
    /** Connected is not enough: the broker may take longer over a subscription than over its client's sign-in. */
    private final Set<String> hearing = ConcurrentHashMap.newKeySet();

    private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> again = new ConcurrentLinkedQueue<>();

    private SpeakerCrowd(int port) {
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        SpeakerCrowd crowd = new SpeakerCrowd(Integer.parseInt(args[0]));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            System.out.println(crowd.answer(line.split(" ")));
        }
        System.exit(0);
    }

    private String answer(String[] words) throws Exception {
        return switch (words[0]) {
            case "connect" -> connect(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "count" -> "count " + hearing.size();
            case "report" -> report();
            default -> throw new IOException(words[0]);
        };
    }

    static String serial(String market, int number) {
        return "BENCH-" + market + "-" + number;
    }

    private String connect(String market, int first, int last) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        List<CompletableFuture<?>> made = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            places.acquire();
            made.add(connect(market, serial(market, number)).whenComplete((done, failure) -> places.release()));
        }
        CompletableFuture.allOf(made.toArray(CompletableFuture[]::new)).get(5, TimeUnit.MINUTES);
        return "connected " + made.size();
    }

    /** Done when the speaker hears for the first time. */
    private CompletableFuture<?> connect(String market, String serial) {
        CompletableFuture<Boolean> hears = new CompletableFuture<>();
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(serial)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(FIRST_RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(LAST_RETRY_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> subscribe(market, serial, hears))
                .addDisconnectedListener(context -> {
                    hearing.remove(serial);
                    context.getReconnector().resubscribeIfSessionExpired(false);
                })
                .simpleAuth()
                .username(serial)
                .password(password.getBytes(UTF_8))
                .applySimpleAuth()
                .buildAsync();
        clients.put(serial, client);
        return client.connect().thenCompose(connected -> hears);
    }

    private void subscribe(String market, String serial, CompletableFuture<Boolean> hears) {
        String root = "caishi/" + market + "/speaker/" + serial + "/";
        Mqtt5AsyncClient client = Objects.requireNonNull(clients.get(serial));
        client.subscribeWith()
                .topicFilter(root + "say")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> hear(client, root, message))
                .send()
                .thenRun(() -> {
                    hearing.add(serial);
                    hears.complete(true);
                });
    }

    private void hear(Mqtt5AsyncClient client, String root, Mqtt5Publish message) {
        Instant now = clock.instant();
        JsonNode say = JsonMapper.shared().readTree(message.getPayloadAsBytes());
        String id = say.path("id").asString();
        if (!ids.add(id)) {
            again.add(id);
            return;
        }
        delays.add(Duration.between(Instant.parse(say.path("createdAt").asString()), now)
                .toMillis());
        for (String result : List.of("accepted", "played")) {
            client.publishWith()
                    .topic(root + "ack")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("{\"id\":\"%s\",\"result\":\"%s\"}"
                            .formatted(id, result)
                            .getBytes(UTF_8))
                    .send();
        }
    }

    private String report() {
        List<Long> sorted = delays.stream().sorted().collect(Collectors.toList());
        int twice = again.size();
        delays.clear();
        again.clear();
        if (sorted.isEmpty()) {
            return "heard 0 twice 0 0 0 0";
        }
        return "heard %d twice %d %d %d %d"
                .formatted(
                        sorted.size(),
                        twice,
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() * 99 / 100),
                        sorted.getLast());
    }
}
