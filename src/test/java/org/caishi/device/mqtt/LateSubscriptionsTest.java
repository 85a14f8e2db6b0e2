/** A device that goes away while the broker makes its subscription leaves a count, no error, and nothing behind. */
package org.caishi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.TurboFilterList;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTLogger;
import org.apache.activemq.artemis.core.server.ActiveMQMessageBundle;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkKind;
import org.caishi.device.TestRegistry;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LateSubscriptionsTest {
    private static final int SPEAKERS = 50;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PASSWORD = DeviceSignature.of(TestRegistry.KEY.getBytes(UTF_8), "mqtt");
    private static final Logger ARTEMIS = (Logger) LoggerFactory.getLogger("org.apache.activemq");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Of a product that runs in this process, which would count first. */
    private final List<TurboFilter> others = List.copyOf(turboFilters());

    private final LateSubscriptions late = LateSubscriptions.counted(meters);

    @BeforeEach
    void listen() {
        turboFilters().removeAll(others);
        ARTEMIS.setLevel(Level.ERROR);
        log.start();
        ARTEMIS.addAppender(log);
    }

    @AfterEach
    void leave() {
        late.close();
        turboFilters().addAll(others);
        ARTEMIS.detachAppender(log);
    }

    private static TurboFilterList turboFilters() {
        return ARTEMIS.getLoggerContext().getTurboFilterList();
    }

    @Test
    void devicesThatGoAwayWhileTheySubscribeAreCountedAndLeaveNothing() {
        TestRegistry registry = new TestRegistry();
        for (int i = 0; i < SPEAKERS; i++) {
            registry.register("SP-" + i, DeviceKind.SPEAKER, "caishi", LinkKind.MQTT, "", Map.of());
        }
        BrokerAddress address = new BrokerAddress("127.0.0.1", TestRun.freePort(), "the product", "a password");
        EmbeddedBroker broker = new EmbeddedBroker(
                address.port(),
                Path.of("target/mqtt-test"),
                new BrokerRights(registry.devices, registry.keys, id -> "m1", address),
                DeviceLimits.NONE);
        broker.start();
        try {
            await().atMost(SOON).until(() -> {
                for (int i = 0; i < SPEAKERS; i++) {
                    comeAndGo(address.port(), i);
                }
                await().atMost(SOON).until(() -> broker.load().connections() == 0);
                return counted() > 0;
            });
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(broker.load()).isEqualTo(new EmbeddedBroker.Load(0, 0, 0)));
        } finally {
            broker.stop();
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.startsWith("AMQ834002"));
    }

    private static void comeAndGo(int port, int number) throws IOException {
        String user = "SP-" + number;
        try (RawSpeaker speaker = new RawSpeaker(port)) {
            speaker.connect(user, user, PASSWORD, true, 30).hears(4).subscribe("caishi/m1/speaker/" + user + "/say");
        }
    }

    @Test
    void everyOtherFailureIsLogged() {
        Exception closed = ActiveMQMessageBundle.BUNDLE.cannotCreateConsumerOnClosedSession(SimpleString.of("a queue"));
        MQTTLogger.LOGGER.errorProcessingControlPacket("SUBSCRIBE", closed);
        assertThat(counted()).isOne();
        assertThat(log.list).isEmpty();

        MQTTLogger.LOGGER.errorProcessingControlPacket("SUBSCRIBE", new IllegalStateException("something else"));
        MQTTLogger.LOGGER.errorDisconnectingClient(closed);
        assertThat(log.list)
                .extracting(event -> event.getFormattedMessage().substring(0, 9))
                .containsExactly("AMQ834002", "AMQ834001");
        assertThat(counted()).isOne();

        late.close();
        MQTTLogger.LOGGER.errorProcessingControlPacket("SUBSCRIBE", closed);
        assertThat(log.list).hasSize(3);
    }

    private double counted() {
        return meters.get("caishi.mqtt.late").counter().count();
    }
}
