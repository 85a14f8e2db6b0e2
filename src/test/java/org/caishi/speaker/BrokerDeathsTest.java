/** Under a stream of sums the broker dies again and again: two speakers that count say each sum once at most, and what is not said is listed. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.Mqtt;
import org.caishi.market.Market;
import org.caishi.testing.Mosquitto;
import org.caishi.testing.OwnProduct;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole product with a database of its own each time, for a broker that dies would disturb all others' tests. */
class BrokerDeathsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    /** What is older is no news, so that the test need not wait for half a minute; longer than two deaths and their lives. */
    private static final int NEWS_SECONDS = 18;

    private static final int SUMS_A_LIFE = 15;
    private static final int SUMS_A_DEATH = 4;

    /** How long each death lasts; the last one is longer than a speaker's turn. */
    private static final List<Integer> DEATHS_MILLIS = List.of(300, 1_500, 600, 2_500, 9_000);

    private interface Broker {
        void die(int times) throws IOException;

        void rise() throws IOException;
    }

    @Test
    void theEmbeddedOne() throws Exception {
        try (OwnProduct product = OwnProduct.start()) {
            int port = product.part(Environment.class).getRequiredProperty("caishi.mqtt.port", Integer.class);
            SmartLifecycle broker = product.part("embeddedBroker", SmartLifecycle.class);
            Stall stall = new Stall(product);
            CountingSpeaker.Answers answers = (topic, words) ->
                    Mosquitto.say(port, stall.foreign.serial(), CountingSpeaker.PASSWORD, topic, words);
            stall.outlive(port, answers, new Broker() {
                @Override
                public void die(int times) {
                    broker.stop();
                }

                @Override
                public void rise() {
                    broker.start();
                }
            });
        }
    }

    /** Killed, not stopped: every second time it has also lost what it had written down. */
    @Test
    void aMosquittoThatIsKilled() throws Exception {
        try (Mosquitto mosquitto = new Mosquitto()) {
            mosquitto.start();
            try (OwnProduct product = OwnProduct.start("--caishi.mqtt.url=" + mosquitto.productUrl())) {
                Stall stall = new Stall(product);
                for (Device speaker : List.of(stall.foreign, stall.virtual)) {
                    mosquitto.let(speaker.serial(), CountingSpeaker.PASSWORD);
                }
                mosquitto.stop();
                mosquitto.start();
                // At the devices' door a second client of the same user would take the first one's session.
                CountingSpeaker.Answers answers = (topic, words) -> Mosquitto.say(
                        mosquitto.productPort(), Mosquitto.PRODUCT, Mosquitto.PRODUCT_PASSWORD, topic, words);
                stall.outlive(mosquitto.devicePort(), answers, new Broker() {
                    @Override
                    public void die(int times) throws IOException {
                        mosquitto.kill();
                        if (times % 2 == 1) {
                            mosquitto.forget();
                        }
                    }

                    @Override
                    public void rise() throws IOException {
                        mosquitto.start();
                    }
                });
            }
        }
    }

    /** A stall with two speakers of which one is asked at a time: a stranger's, and one of ours. */
    private static final class Stall {
        final Device foreign;
        final Device virtual;
        private final Mqtt mqtt;
        private final TestSpeakers speakers;
        private final JdbcTemplate jdbc;
        private final String root;
        private long nextFen = 101;

        Stall(OwnProduct product) {
            mqtt = product.part(Mqtt.class);
            speakers = product.part(TestSpeakers.class);
            jdbc = product.part(JdbcTemplate.class);
            Market market = speakers.market();
            foreign = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.MQTT);
            virtual = speakers.registerBeside(foreign, MqttSpeakers.PROTOCOL, LinkKind.MQTT);
            root = "caishi/" + market.code() + "/speaker/";
            jdbc.update(
                    "insert into speaker_choice (market_id, stall_id, wording, own_words, language, expiry_seconds)"
                            + " values (?, 0, '', '', '', ?)",
                    market.marketId(),
                    NEWS_SECONDS);
        }

        void outlive(int port, CountingSpeaker.Answers answers, Broker broker) throws Exception {
            await().atMost(SOON).until(mqtt::isConnected);
            try (CountingSpeaker one = CountingSpeaker.ofStrangers(port, foreign.serial(), topics(foreign), answers);
                    CountingSpeaker other = CountingSpeaker.ofOurs(port, virtual.serial(), topics(virtual))) {
                speakers.isThere(virtual);
                speakers.isThere(foreign);
                stream(SUMS_A_LIFE);
                for (int times = 0; times < DEATHS_MILLIS.size(); times++) {
                    broker.die(times);
                    long begun = System.nanoTime();
                    stream(SUMS_A_DEATH);
                    TimeUnit.NANOSECONDS.sleep(Math.max(
                            0, begun + TimeUnit.MILLISECONDS.toNanos(DEATHS_MILLIS.get(times)) - System.nanoTime()));
                    broker.rise();
                    stream(SUMS_A_LIFE);
                }
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> speakers.states(foreign).stream()
                                .noneMatch(state -> Set.of("QUEUED", "SENT").contains(state)));
                judge(one, other);
            }
        }

        private String topics(Device speaker) {
            return root + speaker.serial() + "/";
        }

        /** Ten sums a second. */
        private void stream(int sums) throws InterruptedException {
            for (int i = 0; i < sums; i++) {
                speakers.announce(foreign, nextFen++);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }

        private void judge(CountingSpeaker one, CountingSpeaker other) {
            Map<String, String> states = new HashMap<>();
            List<String> ids = speakers.ids(foreign);
            List<String> all = speakers.states(foreign);
            for (int i = 0; i < ids.size(); i++) {
                states.put(ids.get(i), all.get(i));
            }
            assertThat(states).hasSize((int) (nextFen - 101));
            Set<String> twice = new HashSet<>(one.played());
            twice.retainAll(other.played());
            assertThat(one.played()).as("played twice by the stranger's").doesNotHaveDuplicates();
            assertThat(other.played()).as("played twice by ours").doesNotHaveDuplicates();
            assertThat(twice).as("played by both").isEmpty();

            Set<String> played = new HashSet<>(one.played());
            played.addAll(other.played());
            states.forEach((id, state) -> assertThat(state)
                    .as("%s, %s", id, played.contains(id) ? "played" : "not played")
                    // The answer to what was played may have died with the broker; nobody says it again.
                    .isIn(played.contains(id) ? List.of("SPOKEN", "ACKED", "FAILED") : List.of("EXPIRED", "FAILED")));
            assertThat(played).as("all that a broker alive was given").hasSizeGreaterThan(SUMS_A_LIFE * 4);
            // Each delivery is one of the four attempts; a broker with its file may bring its last ones once more.
            one.deliveries().forEach((id, times) -> assertThat(times).as(id).isLessThanOrEqualTo(8));
            other.deliveries().forEach((id, times) -> assertThat(times).as(id).isLessThanOrEqualTo(8));
        }
    }
}
