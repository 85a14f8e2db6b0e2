/** One device that does not read, or sends too much, costs the others nothing and the broker a bounded amount of memory. */
package org.caishi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.caishi.device.CutOffs;
import org.caishi.device.CutOffs.CutOff;
import org.caishi.device.CutOffs.Reason;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkKind;
import org.caishi.device.TestRegistry;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrokerLoadTest {
    private static final String DEAF = "caishi/m1/speaker/DEAF/";
    private static final String GOOD = "caishi/m1/speaker/GOOD/";
    private static final byte[] PASSWORD =
            DeviceSignature.of(TestRegistry.KEY.getBytes(UTF_8), "mqtt").getBytes(UTF_8);
    private static final byte[] KILOBYTE = new byte[1_024];

    private final TestRegistry registry = new TestRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CutOffs cutOffs = new CutOffs(meters, registry);
    private final BrokerAddress address =
            new BrokerAddress("127.0.0.1", TestRun.freePort(), "the product", "a password");
    private final EmbeddedBroker broker = new EmbeddedBroker(
            address.port(),
            TestRun.newFolder("mqtt-"),
            new BrokerRights(registry.devices, registry.keys, id -> "m1", address),
            new DeviceLimits(cutOffs, registry));
    private final MqttEnd product = new MqttEnd(address, (topic, bytes) -> {}, DeviceLimits.NONE);
    private final List<Mqtt5BlockingClient> clients = new ArrayList<>();

    @BeforeAll
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.ERROR);
    }

    BrokerLoadTest() {
        registry.register("DEAF", DeviceKind.SPEAKER, "caishi", LinkKind.MQTT, "", Map.of());
        registry.register("GOOD", DeviceKind.SPEAKER, "caishi", LinkKind.MQTT, "", Map.of());
        broker.start();
        product.start();
    }

    @AfterEach
    void stop() {
        clients.stream().filter(client -> client.getState().isConnected()).forEach(Mqtt5BlockingClient::disconnect);
        product.stop();
        broker.stop();
    }

    @Test
    void aSubscriberThatNeverReadsDelaysNobodyAndIsBounded() throws IOException {
        List<Long> delays = new CopyOnWriteArrayList<>();
        Mqtt5BlockingClient good = connect("GOOD");
        good.toAsync()
                .subscribeWith()
                .topicFilter(GOOD + "say")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> delays.add(System.nanoTime() - number(message.getPayloadAsBytes())))
                .send()
                .join();
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port()));
            deaf.getOutputStream().write(connectAndSubscribe("DEAF", DEAF + "say"));
            await().until(() -> broker.held(DEAF + "say").isPresent());
            Mqtt5BlockingClient source = connect("the product", "a password".getBytes(UTF_8));
            for (int i = 0; i < 8_000; i++) {
                say(source, DEAF + "say", KILOBYTE);
                if (i % 40 == 0) {
                    say(source, GOOD + "say", Long.toString(System.nanoTime()).getBytes(UTF_8));
                }
            }
            await().until(() -> delays.size() == 200);
            assertThat(delays).allMatch(nanos -> nanos < Duration.ofSeconds(1).toNanos());
            assertThat(broker.held(DEAF + "say").orElseThrow())
                    .as("bytes that wait for the one who does not read")
                    .isBetween(1_000_000L, EmbeddedBroker.TOPIC_BYTES + 100_000);
        }
    }

    @Test
    void whatIsTooLargeIsCutOffAndCounted() {
        List<byte[]> heard = new CopyOnWriteArrayList<>();
        product.subscribe("caishi/+/speaker/+/ack", (topic, payload) -> heard.add(payload));
        product.allMade().join();
        for (int size : new int[] {DeviceLimits.PAYLOAD_BYTES + 1, 200_000}) {
            Mqtt3AsyncClient device = connectOfOld("DEAF");
            device.publishWith().topic(DEAF + "ack").payload(new byte[size]).send();
            await().until(() -> !device.getState().isConnected());
        }
        assertThat(cutOffs.of("DEAF")).extracting(CutOff::reason).containsExactly(Reason.OVERSIZED);
        assertThat(cutOffs.of("DEAF").getFirst().count()).isEqualTo(2);
        assertThat(meters.get("caishi.mqtt.cut")
                        .tag("reason", "oversized")
                        .counter()
                        .count())
                .isEqualTo(2);
        say(connect("DEAF"), DEAF + "ack", new byte[DeviceLimits.PAYLOAD_BYTES]);
        await().until(() -> heard.size() == 1);
        assertThat(cutOffs.of("GOOD")).isEmpty();
    }

    @Test
    void aFloodIsCutOffAndCountedAndTheOthersAreHeard() {
        AtomicInteger flood = new AtomicInteger();
        List<String> good = new CopyOnWriteArrayList<>();
        product.subscribe("caishi/+/speaker/+/ack", (topic, payload) -> {
            if (topic.startsWith(DEAF)) {
                flood.incrementAndGet();
            } else {
                good.add(new String(payload, UTF_8));
            }
        });
        product.allMade().join();
        Mqtt5BlockingClient loud = connect("DEAF");
        for (int i = 0; i < 10_000 && loud.getState().isConnected(); i++) {
            trySay(loud, DEAF + "ack", new byte[10]);
        }
        await().until(() -> !loud.getState().isConnected());
        say(connect("GOOD"), GOOD + "ack", "still heard".getBytes(UTF_8));
        await().until(() -> good.equals(List.of("still heard")));
        assertThat(cutOffs.of("DEAF")).extracting(CutOff::reason).containsExactly(Reason.FLOOD);
        assertThat(flood.get()).isLessThan(DeviceLimits.AT_ONCE + 2_000);

        registry.pass(Duration.ofSeconds(30));
        say(connect("DEAF"), DEAF + "ack", new byte[10]);
        assertThat(cutOffs.of("DEAF").getFirst().count()).isEqualTo(1);
    }

    private Mqtt5BlockingClient connect(String user) {
        return connect(user, PASSWORD);
    }

    private Mqtt5BlockingClient connect(String user, byte[] password) {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(user + clients.size())
                .serverHost("127.0.0.1")
                .serverPort(address.port())
                .simpleAuth()
                .username(user)
                .password(password)
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        clients.add(client);
        return client;
    }

    /** A client of MQTT 5 keeps to the size that the broker announces; one of MQTT 3.1.1 is not told it. */
    private Mqtt3AsyncClient connectOfOld(String user) {
        Mqtt3AsyncClient client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("old-" + user)
                .serverHost("127.0.0.1")
                .serverPort(address.port())
                .simpleAuth()
                .username(user)
                .password(PASSWORD)
                .applySimpleAuth()
                .buildAsync();
        client.connect().join();
        return client;
    }

    private static void say(Mqtt5BlockingClient client, String topic, byte[] words) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(words)
                .send();
    }

    private static void trySay(Mqtt5BlockingClient client, String topic, byte[] words) {
        client.toAsync().publishWith().topic(topic).payload(words).send();
    }

    private static long number(byte[] text) {
        return Long.parseLong(new String(text, UTF_8));
    }

    /** CONNECT of MQTT 3.1.1, and SUBSCRIBE at QoS 1, as bytes. */
    private static byte[] connectAndSubscribe(String user, String topic) {
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        put(connect, "MQTT");
        int userPasswordClean = 0b1100_0010;
        connect.writeBytes(new byte[] {4, (byte) userPasswordClean, 0, 0});
        List.of("deaf", user, new String(PASSWORD, UTF_8)).forEach(text -> put(connect, text));
        ByteArrayOutputStream subscribe = new ByteArrayOutputStream();
        subscribe.writeBytes(new byte[] {0, 1});
        put(subscribe, topic);
        subscribe.write(1);
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        packets.writeBytes(new byte[] {0x10, (byte) connect.size()});
        packets.writeBytes(connect.toByteArray());
        packets.writeBytes(new byte[] {(byte) 0x82, (byte) subscribe.size()});
        packets.writeBytes(subscribe.toByteArray());
        return packets.toByteArray();
    }

    private static void put(ByteArrayOutputStream packet, String text) {
        packet.writeBytes(new byte[] {(byte) (text.length() >> 8), (byte) text.length()});
        packet.writeBytes(text.getBytes(UTF_8));
    }
}
