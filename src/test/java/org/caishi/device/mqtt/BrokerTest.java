/** At the broker a device hears and says its own, and the product hears everybody, also after a break. */
package org.caishi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkState;
import org.caishi.device.TestRegistry;
import org.caishi.device.link.LinkBoard;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrokerTest {
    private static final String OWN = "caishi/m1/speaker/SP.1/";
    private static final String FOREIGN = "caishi/m1/speaker/SP-2/";

    private final TestRegistry registry = new TestRegistry();
    private final Device speaker = register("SP.1", DeviceKind.SPEAKER);
    private final Device other = register("SP-2", DeviceKind.SPEAKER);
    private final Device scale = register("SC-1", DeviceKind.SCALE);
    private final LinkBoard board = new LinkBoard(registry);
    private final MqttPresence presence = new MqttPresence(registry.devices, board, registry);
    private final BrokerAddress address =
            new BrokerAddress("127.0.0.1", TestRun.freePort(), "the product", "a password");
    private final EmbeddedBroker broker = new EmbeddedBroker(
            address.port(),
            TestRun.newFolder("mqtt-"),
            new BrokerRights(registry.devices, registry.keys, id -> "m1", address),
            DeviceLimits.NONE);
    private final MqttEnd product = new MqttEnd(address, presence::came, DeviceLimits.NONE);
    private final List<Mqtt5BlockingClient> clients = new ArrayList<>();

    @BeforeAll
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("org.apache.activemq")).setLevel(Level.ERROR);
    }

    BrokerTest() {
        product.watch(MqttPresence.STATES, presence::state);
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
    void aSpeakerHearsWhatIsSaidToItAndAnswers() throws InterruptedException {
        BlockingQueue<String> acks = new LinkedBlockingQueue<>();
        product.subscribe("caishi/+/speaker/+/ack", (topic, payload) -> acks.add(topic + " " + text(payload)));
        product.allMade().join();
        Mqtt5BlockingClient device = connect(speaker);
        BlockingQueue<Mqtt5Publish> heard = hear(device, OWN + "say");

        product.publish(OWN + "say", bytes("12.50"), Duration.ofSeconds(30));
        Mqtt5Publish said = heard.poll(5, TimeUnit.SECONDS);
        assertThat(said).isNotNull();
        assertThat(text(said.getPayloadAsBytes())).isEqualTo("12.50");
        assertThat(said.getQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
        assertThat(said.getMessageExpiryInterval().orElse(0)).isBetween(25L, 30L);

        say(device, OWN + "ack", "played");
        assertThat(acks.poll(5, TimeUnit.SECONDS)).isEqualTo(OWN + "ack played");
        await().until(() -> board.of(speaker).isPresent());
    }

    @Test
    void aDeviceHearsOnlyItsOwn() {
        Mqtt5BlockingClient device = connect(speaker);
        for (String foreign : List.of(
                FOREIGN + "say",
                "caishi/m1/speaker/+/say",
                "caishi/#",
                "#",
                "+/+/+/+/+",
                "$SYS/#",
                "caishi/m2/speaker/SP.1/say",
                "caishi/m1/scale/SP.1/command",
                "caishi/m1/speaker/SPx1/say",
                "$share/x/" + FOREIGN + "say",
                OWN + "ack")) {
            assertThatThrownBy(() -> hear(device, foreign)).as(foreign).isInstanceOf(Mqtt5SubAckException.class);
        }
        assertThat(hear(device, OWN + "say")).isEmpty();
        assertThat(hear(device, OWN + "#")).isEmpty();
        assertThat(hear(connect(scale), "caishi/m1/scale/SC-1/ack")).isEmpty();
    }

    @Test
    void aDeviceSaysOnlyItsOwn() {
        List<String> heard = new CopyOnWriteArrayList<>();
        product.subscribe("caishi/#", (topic, payload) -> heard.add(topic));
        product.allMade().join();
        Mqtt5BlockingClient device = connect(speaker);
        for (String foreign : List.of(
                FOREIGN + "ack",
                FOREIGN + "say",
                OWN + "say",
                OWN + "ack/more",
                "caishi/m1/scale/SC-1/weighing",
                "other")) {
            assertThatThrownBy(() -> say(device, foreign, "x")).as(foreign).isInstanceOf(Mqtt5PubAckException.class);
        }
        say(device, OWN + "ack", "x");
        say(connect(scale), "caishi/m1/scale/SC-1/weighing", "x");
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactlyInAnyOrder(OWN + "ack", "caishi/m1/scale/SC-1/weighing");
    }

    @Test
    void aWrongPasswordAnUnknownSerialAndNoNameAreSentAway() {
        assertThatThrownBy(() -> connect("SP.1", "0".repeat(64), "c1")).isInstanceOf(Mqtt5ConnAckException.class);
        assertThatThrownBy(() -> connect("SP-9", password(), "c2")).isInstanceOf(Mqtt5ConnAckException.class);
        assertThatThrownBy(() -> connect("the product", "", "c3")).isInstanceOf(Mqtt5ConnAckException.class);
        Mqtt5BlockingClient nobody = client("c4").buildBlocking();
        assertThatThrownBy(nobody::connect).isInstanceOf(Mqtt5ConnAckException.class);
    }

    @Test
    void aDeviceCannotTakeAnothersSession() {
        Mqtt5BlockingClient first = connect("SP.1", password(), "the-id");
        assertThatThrownBy(() -> connect("SP-2", password(), "the-id")).isInstanceOf(RuntimeException.class);
        assertThat(first.getState().isConnected()).isTrue();
        say(first, OWN + "ack", "still here");
        Mqtt5BlockingClient again = connect("SP.1", password(), "the-id");
        await().until(() -> !first.getState().isConnected());
        assertThat(again.getState().isConnected()).isTrue();
    }

    @Test
    void stateAndLastWillTellWhoIsThere() throws IOException {
        try (Socket line = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
            line.getOutputStream().write(connectWithWill("SP.1", password(), OWN + "state", "{\"online\":false}"));
            assertThat(line.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
            say(
                    connect(speaker),
                    OWN + "state",
                    "{\"online\":true,\"battery\":95,\"signal\":-67,\"firmware\":\"1.4.2\"}");
            await().until(() -> board.of(speaker).filter(LinkState::up).isPresent());
        }
        await().until(() -> !board.of(speaker).orElseThrow().up());
        assertThat(board.of(speaker).orElseThrow().detail()).isEqualTo("offline");
        assertThat(board.of(other)).isEmpty();
    }

    @Test
    void aSilentDeviceIsTakenForGoneAfterThreeHeartbeats() {
        product.subscribe("caishi/+/scale/+/live", (topic, payload) -> {});
        product.allMade().join();
        say(connect(scale), "caishi/m1/scale/SC-1/live", "{}");
        await().until(() -> board.of(scale).filter(LinkState::up).isPresent());
        registry.pass(Duration.ofSeconds(91));
        assertThat(board.of(scale).orElseThrow().up()).isFalse();
        assertThat(board.of(scale).orElseThrow().detail()).isEqualTo("silent");
    }

    @Test
    void ofTwoNodesOneGetsEachMessage() {
        List<String> heard = new CopyOnWriteArrayList<>();
        List<String> watched = new CopyOnWriteArrayList<>();
        MqttEnd second = new MqttEnd(address, (topic, bytes) -> {}, DeviceLimits.NONE);
        second.start();
        try {
            for (MqttEnd node : List.of(product, second)) {
                node.subscribe("caishi/+/scale/+/weighing", (topic, payload) -> heard.add(text(payload)));
                node.watch("caishi/+/scale/+/live", (topic, payload) -> watched.add(text(payload)));
            }
            CompletableFuture.allOf(product.allMade(), second.allMade()).join();
            Mqtt5BlockingClient device = connect(scale);
            for (int i = 0; i < 50; i++) {
                say(device, "caishi/m1/scale/SC-1/weighing", "sale " + i);
                say(device, "caishi/m1/scale/SC-1/live", "weight " + i);
            }
            await().until(() -> watched.size() == 100);
            await().until(() -> heard.size() >= 50);
            assertThat(heard).hasSize(50).doesNotHaveDuplicates();
        } finally {
            second.stop();
        }
    }

    @Test
    void afterABreakTheProductHearsAgain() {
        List<String> heard = new CopyOnWriteArrayList<>();
        product.subscribe("caishi/+/speaker/+/ack", (topic, payload) -> heard.add(text(payload)));
        product.allMade().join();
        say(connect(speaker), OWN + "ack", "before");
        await().until(() -> heard.contains("before"));
        broker.stop();
        await().until(() -> !product.isConnected());
        product.publish(OWN + "say", bytes("lost"), Duration.ofSeconds(30));
        broker.start();
        await().atMost(Duration.ofSeconds(30)).until(product::isConnected);
        Mqtt5BlockingClient device = connect(speaker);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            say(device, OWN + "ack", "after");
            return heard.contains("after");
        });
    }

    @Test
    void whatIsRetainedIsHeardByWhoComesLaterAndByNobodyElse() throws InterruptedException {
        for (String topic : List.of(OWN + "say", FOREIGN + "say")) {
            connect("the product", "a password", "retaining " + topic)
                    .publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload(bytes("kept at " + topic))
                    .send();
        }
        for (String filter : List.of(OWN + "say", OWN + "#")) {
            BlockingQueue<Mqtt5Publish> heard = hear(connect(speaker), filter);
            Mqtt5Publish kept = heard.poll(5, TimeUnit.SECONDS);
            assertThat(kept).as(filter).isNotNull();
            assertThat(text(kept.getPayloadAsBytes())).isEqualTo("kept at " + OWN + "say");
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void aReaderThatFailsDoesNotStopTheNextMessage() {
        List<String> heard = new CopyOnWriteArrayList<>();
        product.subscribe("caishi/+/speaker/+/ack", (topic, payload) -> {
            if (text(payload).equals("bad")) {
                throw new IllegalStateException("of the test");
            }
            heard.add(text(payload));
        });
        product.allMade().join();
        Mqtt5BlockingClient device = connect(speaker);
        say(device, OWN + "ack", "bad");
        say(device, OWN + "ack", "good");
        await().until(() -> heard.equals(List.of("good")));
    }

    @Test
    void aTakenPortIsOneClearLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            EmbeddedBroker second = new EmbeddedBroker(
                    taken.getLocalPort(),
                    TestRun.newFolder("mqtt-"),
                    new BrokerRights(registry.devices, registry.keys, id -> "m1", address),
                    DeviceLimits.NONE);
            assertThatThrownBy(second::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CAISHI_MQTT_PORT")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void anAddressOfAnExternalBrokerIsRead() {
        assertThat(BrokerAddress.of("tcp://market:se:cret@broker.example:2883"))
                .isEqualTo(new BrokerAddress("broker.example", 2883, "market", "se:cret"));
        assertThat(BrokerAddress.of("tcp://broker.example"))
                .isEqualTo(new BrokerAddress("broker.example", 1883, "", ""));
        assertThatThrownBy(() -> BrokerAddress.of("broker.example:1883"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CAISHI_MQTT_URL");
        assertThatThrownBy(() -> BrokerAddress.of("tcp://u:geheim@"))
                .hasMessageContaining("CAISHI_MQTT_URL")
                .hasMessageNotContaining("geheim");
    }

    private Device register(String serial, DeviceKind kind) {
        return registry.register(serial, kind, "caishi", LinkKind.MQTT, "", Map.of());
    }

    private Mqtt5BlockingClient connect(Device device) {
        return connect(device.serial(), password(), "client-" + clients.size() + device.serial());
    }

    private Mqtt5BlockingClient connect(String user, String password, String clientId) {
        Mqtt5BlockingClient client = client(clientId)
                .simpleAuth()
                .username(user)
                .password(bytes(password))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        clients.add(client);
        return client;
    }

    private com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder client(String clientId) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(address.port());
    }

    /** CONNECT of MQTT 3.1.1 as bytes: a client library says good-bye, a cut cable does not. */
    private static byte[] connectWithWill(String user, String password, String topic, String will) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        put(body, "MQTT");
        int userPasswordRetainQos1WillClean = 0b1110_1110;
        body.writeBytes(new byte[] {4, (byte) userPasswordRetainQos1WillClean, 0, 60});
        List.of("with-will", topic, will, user, password).forEach(text -> put(body, text));
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {0x10, (byte) (0x80 | body.size() % 128), (byte) (body.size() / 128)});
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static void put(ByteArrayOutputStream packet, String text) {
        packet.writeBytes(new byte[] {(byte) (text.length() >> 8), (byte) text.length()});
        packet.writeBytes(bytes(text));
    }

    private static String password() {
        return DeviceSignature.of(bytes(TestRegistry.KEY), "mqtt");
    }

    private static BlockingQueue<Mqtt5Publish> hear(Mqtt5BlockingClient client, String filter) {
        BlockingQueue<Mqtt5Publish> heard = new LinkedBlockingQueue<>();
        client.toAsync().publishes(MqttGlobalPublishFilter.SUBSCRIBED, heard::add);
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
        return heard;
    }

    private static void say(Mqtt5BlockingClient client, String topic, String words) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(bytes(words))
                .send();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
