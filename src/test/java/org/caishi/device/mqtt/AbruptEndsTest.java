/** However a device's connection ends, the broker logs no error, keeps nothing of it too long, and serves the others. */
package org.caishi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caishi.device.CutOffs;
import org.caishi.device.CutOffs.CutOff;
import org.caishi.device.CutOffs.Reason;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkKind;
import org.caishi.device.TestRegistry;
import org.caishi.testing.LogSoFar;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AbruptEndsTest {
    private static final int SPEAKERS = 20;
    private static final int ROUNDS = 10;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PASSWORD = DeviceSignature.of(TestRegistry.KEY.getBytes(UTF_8), "mqtt");
    private static final Logger ARTEMIS = (Logger) LoggerFactory.getLogger("org.apache.activemq");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final TestRegistry registry = new TestRegistry();
    private final CutOffs cutOffs = new CutOffs(new SimpleMeterRegistry(), registry);
    private final BrokerAddress address =
            new BrokerAddress("127.0.0.1", TestRun.freePort(), "the product", "a password");
    private final EmbeddedBroker broker = new EmbeddedBroker(
            address.port(),
            TestRun.newFolder("mqtt-"),
            new BrokerRights(registry.devices, registry.keys, id -> "m1", address),
            new DeviceLimits(cutOffs, registry));
    private final MqttEnd product = new MqttEnd(address, (topic, bytes) -> {}, DeviceLimits.NONE);

    @BeforeEach
    void start() {
        ARTEMIS.setLevel(Level.ERROR);
        log.start();
        ARTEMIS.addAppender(log);
        for (int i = 0; i < SPEAKERS; i++) {
            registry.register("SP-" + i, DeviceKind.SPEAKER, "caishi", LinkKind.MQTT, "", Map.of());
        }
        broker.start();
        product.start();
    }

    @AfterEach
    void stop() {
        product.stop();
        broker.stop();
        ARTEMIS.detachAppender(log);
    }

    @Test
    void aStormOfThemLeavesNoErrorAndNothingBehind() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < SPEAKERS; i++) {
                end(i, (round + i) % 7);
            }
        }
        await().atMost(SOON).until(() -> broker.load().connections() == 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(broker.load().sessions()).isEqualTo(1));
        assertThat(broker.load().queues())
                .as("queues of sessions that are kept")
                .isLessThanOrEqualTo(SPEAKERS);
        isClean();
        assertThat(cutOffs.of("SP-0")).extracting(CutOff::reason).contains(Reason.WRONG_KEY);
        servesAgain();
    }

    /** Every kind of end, messages always on their way. */
    private void end(int number, int kind) throws IOException {
        product.publish(say(number), new byte[500], SOON);
        try (RawSpeaker speaker = new RawSpeaker(address.port())) {
            String user = "SP-" + number;
            switch (kind) {
                case 0 -> speaker.connect(user, user, PASSWORD, true, 30);
                case 1 -> subscribed(speaker, number, true);
                case 2 -> subscribed(speaker, number, false);
                case 3 -> subscribed(speaker, number, true).disconnect();
                case 4 -> speaker.connect(user, user, "0".repeat(64), true, 30).hears(4);
                case 5 -> subscribed(speaker, number, true).says((byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
                default -> takenOver(speaker, number);
            }
        }
    }

    private void takenOver(RawSpeaker speaker, int number) throws IOException {
        subscribed(speaker, number, false);
        try (RawSpeaker again = new RawSpeaker(address.port())) {
            subscribed(again, number, true);
            assertThat(speaker.isEnded()).isTrue();
        }
    }

    @Test
    void aBrokerThatIsStoppedWithAllConnectedLogsNoErrorAndNoneIsLeft() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<RawSpeaker> connected = new ArrayList<>();
            for (int i = 0; i < SPEAKERS; i++) {
                connected.add(subscribed(new RawSpeaker(address.port()), i, i % 2 == 0));
                product.publish(say(i), new byte[500], SOON);
            }
            broker.stop();
            for (RawSpeaker speaker : connected) {
                assertThat(speaker.isEnded()).isTrue();
                speaker.close();
            }
            broker.start();
            await().atMost(SOON).until(product::isConnected);
            assertThat(broker.load().queues()).isZero();
        }
        isClean();
        servesAgain();
    }

    @Test
    void oneThatFallsSilentIsLetGo() throws Exception {
        try (RawSpeaker speaker = subscribed(new RawSpeaker(address.port()), 0, true, 1)) {
            assertThat(broker.load().connections()).isEqualTo(2);
            await().atMost(SOON).until(() -> broker.load().connections() == 1);
            assertThat(speaker.isEnded()).isTrue();
        }
        isClean();
    }

    @Test
    void whoComesWithAnotherIdEachTimeKeepsFourSessions() throws Exception {
        for (int i = 0; i < 30; i++) {
            try (RawSpeaker speaker = new RawSpeaker(address.port())) {
                speaker.connect("random-" + i, "SP-0", PASSWORD, false, 30).hears(4);
                speaker.subscribe(say(0)).hears(5);
            }
            await().atMost(SOON).until(() -> broker.load().connections() == 1);
        }
        await().atMost(SOON).until(() -> broker.load().queues() == DeviceSessions.KEPT);
        isClean();
    }

    @Test
    void oneDeviceDoesNotTakeAllConnections() throws Exception {
        List<RawSpeaker> open = new ArrayList<>();
        for (int i = 0; i < DeviceSessions.CONNECTIONS; i++) {
            open.add(new RawSpeaker(address.port())
                    .connect("open-" + i, "SP-0", PASSWORD, true, 30)
                    .hears(4));
        }
        try (RawSpeaker oneMore = new RawSpeaker(address.port())) {
            assertThat(oneMore.connect("one-more", "SP-0", PASSWORD, true, 30).isEnded())
                    .isTrue();
        }
        subscribed(new RawSpeaker(address.port()), 1, true).close();
        for (RawSpeaker speaker : open) {
            speaker.close();
        }
        await().atMost(SOON).until(() -> broker.load().connections() == 1);
        servesAgain();
        isClean();
    }

    private void servesAgain() throws IOException {
        try (RawSpeaker speaker = subscribed(new RawSpeaker(address.port()), 0, true)) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
                product.publish(say(0), new byte[10], SOON);
                return broker.held(say(0)).isPresent();
            });
            speaker.hears(10);
        }
    }

    private void isClean() {
        assertThat(LogSoFar.of(log))
                .extracting(event -> event.getLoggerName() + " " + event.getFormattedMessage())
                .isEmpty();
    }

    private static RawSpeaker subscribed(RawSpeaker speaker, int number, boolean clean) throws IOException {
        return subscribed(speaker, number, clean, 30);
    }

    private static RawSpeaker subscribed(RawSpeaker speaker, int number, boolean clean, int keepAlive)
            throws IOException {
        String user = "SP-" + number;
        speaker.connect(user, user, PASSWORD, clean, keepAlive).hears(4);
        return speaker.subscribe(say(number)).hears(5);
    }

    private static String say(int number) {
        return "caishi/m1/speaker/SP-" + number + "/say";
    }
}
