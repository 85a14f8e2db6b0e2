/** Of the broker's queues that nobody hears only those go that no session knows. */
package org.caishi.device.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrayQueuesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SAY = "caishi/m1/speaker/SP-1/say";
    private static final WildcardConfiguration WILDCARDS =
            new WildcardConfiguration().setDelimiter('/').setSingleWord('+').setAnyWords('#');

    private final ActiveMQServer server = new ActiveMQServerImpl(new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setWildCardConfiguration(WILDCARDS));

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void whatASessionKnowsAndWhatIsTheBrokersOwnStays() throws Exception {
        MQTTStateManager states = MQTTStateManager.getInstance(server);
        for (String filter : Set.of(SAY, "caishi/m1/speaker/SP-1/#", "$share/some/" + SAY)) {
            states.getSessionState("SP.1")
                    .addSubscription(new MqttTopicSubscription(filter, MqttQoS.AT_LEAST_ONCE), WILDCARDS, null);
        }
        queue("SP.1." + SAY, SAY);
        queue("SP.1.caishi/m1/speaker/SP-1/#", "caishi/m1/speaker/SP-1/#");
        queue("some." + SAY, SAY);
        queue("an own one", "$sys.mqtt.retain");
        Set<String> kept = queues();
        queue("gone." + SAY, SAY);
        queue("gone./sub/topic/money/SP-1", "/sub/topic/money/SP-1");

        StrayQueues.sweep(server, states);
        await().atMost(SOON).untilAsserted(() -> assertThat(queues()).isEqualTo(kept));
    }

    private void queue(String name, String address) throws Exception {
        server.createQueue(QueueConfiguration.of(name).setAddress(address).setRoutingType(RoutingType.MULTICAST));
    }

    private Set<String> queues() {
        return server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> binding.getUniqueName().toString())
                .collect(Collectors.toSet());
    }
}
