/** A stranger's speaker at either broker: it hears each sum, answers, and a broker's restart neither repeats nor forgets. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.Mqtt;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.testing.Mosquitto;
import org.caishi.testing.Mosquitto.Listener;
import org.caishi.testing.OwnProduct;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

/** The whole product with a database of its own each time, for a broker that stops would disturb all others' tests. */
class SpeakerBrokersTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = TestSpeakers.sign("mqtt");

    /** How the broker's service is stopped and started. */
    private interface Service {
        void stop() throws IOException;

        void start() throws IOException;
    }

    @Test
    void withTheEmbeddedBroker() throws Exception {
        try (OwnProduct product = OwnProduct.start()) {
            SmartLifecycle broker = product.part("embeddedBroker", SmartLifecycle.class);
            int port = product.part(org.springframework.core.env.Environment.class)
                    .getRequiredProperty("caishi.mqtt.port", Integer.class);
            new Road(product, port, serial -> {}, new Service() {
                        @Override
                        public void stop() {
                            broker.stop();
                        }

                        @Override
                        public void start() {
                            broker.start();
                        }
                    })
                    .walk();
        }
    }

    @Test
    void withMosquitto() throws Exception {
        try (Mosquitto broker = new Mosquitto()) {
            broker.start();
            try (OwnProduct product = OwnProduct.start("--caishi.mqtt.url=" + broker.productUrl())) {
                new Road(product, broker.devicePort(), serial -> enter(broker, serial), new Service() {
                            @Override
                            public void stop() {
                                broker.stop();
                            }

                            @Override
                            public void start() throws IOException {
                                broker.start();
                            }
                        })
                        .walk();
            }
        }
    }

    /** A password file is read when the broker starts. */
    private static void enter(Mosquitto broker, String serial) throws IOException {
        broker.let(serial, PASSWORD);
        broker.stop();
        broker.start();
    }

    private interface Enter {
        void enter(String serial) throws IOException;
    }

    private static final class Road {
        private final Service broker;
        private final int port;
        private final Mqtt mqtt;
        private final TestSpeakers speakers;
        private final Device speaker;
        private final String topic;

        Road(OwnProduct product, int port, Enter enter, Service broker) throws IOException {
            this.broker = broker;
            this.port = port;
            this.mqtt = product.part(Mqtt.class);
            this.speakers = product.part(TestSpeakers.class);
            Market market = speakers.market();
            this.speaker = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.MQTT);
            this.topic = "caishi/"
                    + product.part(Markets.class).byId(market.marketId()).code() + "/speaker/" + speaker.serial() + "/";
            enter.enter(speaker.serial());
        }

        void walk() throws Exception {
            await().atMost(SOON).until(mqtt::isConnected);
            try (Listener ears = Mosquitto.listen(
                    port, speaker.serial(), PASSWORD, topic + "say", "-i", speaker.serial(), "-c", "-x", "3600")) {
                speakers.announce(speaker, 1250);
                playLast(ears);
                speakers.awaitStates(speaker, "SPOKEN");
                int sent = speakers.attempts(speaker);

                broker.stop();
                await().atMost(SOON).until(() -> !mqtt.isConnected());
                speakers.book(speaker, speakers.now().minus(Announcements.NEWS).plusSeconds(2), 100);
                speakers.announce(speaker, 200);
                speakers.awaitStates(speaker, "SPOKEN", "EXPIRED", "QUEUED");
                assertThat(speakers.attempts(speaker))
                        .as("nothing is sent to nowhere")
                        .isEqualTo(sent);
                broker.start();
                playLast(ears);
                speakers.awaitStates(speaker, "SPOKEN", "EXPIRED", "SPOKEN");
                assertThat(ears.lines()).noneMatch(line -> line.contains("一元"));
            }
            whileItIsAway();
        }

        /** The broker keeps what is sent meanwhile, or the rows do. */
        private void whileItIsAway() throws Exception {
            speakers.announce(speaker, 300);
            speakers.awaitStates(speaker, "SPOKEN", "EXPIRED", "SPOKEN", "SENT");
            broker.stop();
            broker.start();
            try (Listener ears = Mosquitto.listen(
                    port, speaker.serial(), PASSWORD, topic + "say", "-i", speaker.serial(), "-c", "-x", "3600")) {
                playLast(ears);
                speakers.awaitStates(speaker, "SPOKEN", "EXPIRED", "SPOKEN", "SPOKEN");
                speakers.announce(speaker, 400);
                playLast(ears);
                speakers.awaitStates(speaker, "SPOKEN", "EXPIRED", "SPOKEN", "SPOKEN", "SPOKEN");
                assertThat(ears.lines()).noneMatch(line -> line.contains("微信收款两元") || line.contains("十二点五元"));
            }
        }

        /** Once each: a speaker remembers the ids it has heard, and says so. */
        private void playLast(Listener ears) throws IOException {
            List<String> ids = speakers.ids(speaker);
            await().atMost(SOON).until(() -> ears.lines().stream().anyMatch(line -> line.contains(ids.getLast())));
            assertThat(Mosquitto.say(
                            port,
                            speaker.serial(),
                            PASSWORD,
                            topic + "ack",
                            "{\"id\":\"%s\",\"result\":\"played\"}".formatted(ids.getLast())))
                    .isZero();
        }
    }
}
