/** Mosquitto's own clients as speakers, at the embedded broker and at a Mosquitto: each hears and says its own only. */
package org.caishi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkKind;
import org.caishi.device.TestRegistry;
import org.caishi.testing.Mosquitto;
import org.caishi.testing.Mosquitto.Listener;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignClientTest {
    private static final String OWN = "caishi/m1/speaker/SP.1/";
    private static final String PASSWORD = DeviceSignature.of(TestRegistry.KEY.getBytes(UTF_8), "mqtt");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<AutoCloseable> open = new ArrayList<>();

    enum Kind {
        EMBEDDED,
        MOSQUITTO
    }

    /** A broker with two speakers that may sign in, and the product at it. */
    private record Broker(int port, MqttEnd product) {}

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itHearsWhatIsSaidToItAndIsHeard(Kind kind) throws Exception {
        Broker broker = start(kind);
        List<String> acks = acks(broker);
        Listener speaker = listen(broker, "SP.1", OWN + "say");
        hears(broker, speaker, "{\"id\":\"1\"}");
        assertThat(Mosquitto.say(broker.port, "SP.1", PASSWORD, OWN + "ack", "played"))
                .isZero();
        await().atMost(SOON).until(() -> acks.equals(List.of(OWN + "ack played")));
    }

    @ParameterizedTest
    @EnumSource
    void withAnothersKeyOrTopicItHearsAndSaysNothing(Kind kind) throws Exception {
        Broker broker = start(kind);
        List<String> acks = acks(broker);
        Listener speaker = listen(broker, "SP.1", OWN + "say");
        List<Listener> eavesdroppers = List.of(
                listen(broker, "SP-2", OWN + "say"),
                listen(broker, "SP-2", OWN + "#"),
                listen(broker, "SP-2", "caishi/#"),
                listen(broker, "SP-2", "caishi/m1/speaker/+/say"),
                listen(broker, "SP-2", "$share/x/" + OWN + "say"));
        Listener wrongKey = opened(Mosquitto.listen(broker.port, "SP.1", "0".repeat(64), OWN + "say"));
        Listener unknown = opened(Mosquitto.listen(broker.port, "SP-9", PASSWORD, OWN + "say"));
        await().atMost(SOON).until(() -> !wrongKey.isRunning() && !unknown.isRunning());

        hears(broker, speaker, "for the first alone");
        Mosquitto.say(broker.port, "SP-2", PASSWORD, OWN + "ack", "a lie");
        Mosquitto.say(broker.port, "SP-2", PASSWORD, OWN + "say", "a lie");
        assertThat(Mosquitto.say(broker.port, "SP.1", "0".repeat(64), OWN + "ack", "a lie"))
                .isNotZero();
        assertThat(Mosquitto.say(broker.port, "SP-2", PASSWORD, "caishi/m1/speaker/SP-2/ack", "the truth"))
                .isZero();
        await().atMost(SOON).until(() -> acks.contains("caishi/m1/speaker/SP-2/ack the truth"));
        hears(broker, speaker, "and again");

        assertThat(acks).noneMatch(ack -> ack.contains("lie"));
        assertThat(speaker.lines()).noneMatch(line -> line.contains("lie"));
        assertThat(eavesdroppers).allSatisfy(each -> assertThat(each.lines()).noneMatch(line -> line.contains(OWN)));
    }

    /** What the embedded broker does about it is in {@link BrokerTest}. */
    @Test
    void atMosquittoAnotherCannotTakeItsSession() throws Exception {
        Broker broker = mosquitto();
        Listener speaker = opened(Mosquitto.listen(broker.port, "SP.1", PASSWORD, OWN + "say", "-i", "SP.1"));
        hears(broker, speaker, "before");
        Listener thief =
                opened(Mosquitto.listen(broker.port, "SP-2", PASSWORD, "caishi/m1/speaker/SP-2/say", "-i", "SP.1"));
        await().atMost(SOON).until(() -> {
            broker.product.publish("caishi/m1/speaker/SP-2/say", "x".getBytes(UTF_8), SOON);
            return !thief.lines().isEmpty();
        });
        hears(broker, speaker, "after");
        assertThat(thief.lines()).noneMatch(line -> line.contains(OWN));
    }

    /** Said again until heard: the subscription of another process is made some time. */
    private static void hears(Broker broker, Listener speaker, String words) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
            broker.product.publish(OWN + "say", words.getBytes(UTF_8), SOON);
            return speaker.lines().contains(OWN + "say " + words);
        });
    }

    private static List<String> acks(Broker broker) {
        List<String> acks = new CopyOnWriteArrayList<>();
        broker.product.subscribe(
                "caishi/+/speaker/+/ack", (topic, payload) -> acks.add(topic + " " + new String(payload, UTF_8)));
        broker.product.allMade().join();
        return acks;
    }

    private Listener listen(Broker broker, String serial, String topic) throws Exception {
        return opened(Mosquitto.listen(broker.port, serial, PASSWORD, topic));
    }

    private Broker start(Kind kind) throws Exception {
        return switch (kind) {
            case EMBEDDED -> embedded();
            case MOSQUITTO -> mosquitto();
        };
    }

    private Broker embedded() {
        TestRegistry registry = new TestRegistry();
        registry.register("SP.1", DeviceKind.SPEAKER, "caishi", LinkKind.MQTT, "", Map.of());
        registry.register("SP-2", DeviceKind.SPEAKER, "caishi", LinkKind.MQTT, "", Map.of());
        BrokerAddress address = new BrokerAddress("127.0.0.1", TestRun.freePort(), "the product", "a password");
        EmbeddedBroker broker = new EmbeddedBroker(
                address.port(),
                TestRun.newFolder("mqtt-"),
                new BrokerRights(registry.devices, registry.keys, id -> "m1", address),
                DeviceLimits.NONE);
        broker.start();
        open.add(broker::stop);
        return new Broker(address.port(), product(address));
    }

    private Broker mosquitto() throws Exception {
        Mosquitto broker = opened(new Mosquitto());
        broker.let("SP.1", PASSWORD);
        broker.let("SP-2", PASSWORD);
        broker.start();
        return new Broker(broker.devicePort(), product(BrokerAddress.of(broker.productUrl())));
    }

    private MqttEnd product(BrokerAddress address) {
        MqttEnd product = new MqttEnd(address, (topic, bytes) -> {}, DeviceLimits.NONE);
        product.start();
        open.add(product::stop);
        await().atMost(SOON).until(product::isConnected);
        return product;
    }

    private <T extends AutoCloseable> T opened(T each) {
        open.add(each);
        return each;
    }
}
