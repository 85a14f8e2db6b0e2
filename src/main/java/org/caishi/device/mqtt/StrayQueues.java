/** Removes what a subscription leaves behind whose connection ended while the broker was making it. */
package org.caishi.device.mqtt;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artemis 2.55 clears a session when its connection ends, and may then still make a queue for it, from what it had read:
 * nobody hears it, no session knows it, and it would gather messages until the broker ends. A queue that is so twice in a
 * row is not one that is just being made.
 */
final class StrayQueues {
    private static final Logger LOG = LoggerFactory.getLogger(StrayQueues.class);
    private static final int EVERY_SECONDS = 5;

    private final ActiveMQServer server;
    private final MQTTStateManager states;
    private final WildcardConfiguration wildcards;
    private Set<SimpleString> before = Set.of();

    private StrayQueues(ActiveMQServer server, MQTTStateManager states) {
        this.server = server;
        this.states = states;
        this.wildcards = server.getConfiguration().getWildcardConfiguration();
    }

    /** Until the broker stops. */
    static void sweep(ActiveMQServer server, MQTTStateManager states) {
        StrayQueues stray = new StrayQueues(server, states);
        server.getScheduledPool().scheduleWithFixedDelay(stray::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Set<SimpleString> unheard = unheard();
            if (!unheard.isEmpty()) {
                unheard.removeAll(ofSessions());
            }
            for (SimpleString queue : unheard) {
                if (before.contains(queue)) {
                    server.destroyQueue(queue, null, true);
                }
            }
            before = unheard;
        } catch (Exception failure) { // what Artemis declares, such as: somebody listens there now
            LOG.warn("queues that nobody hears stay at the broker until the next look: {}", failure.toString());
        }
    }

    private Set<SimpleString> unheard() {
        return server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(QueueBinding.class::cast)
                .filter(binding -> Topics.isOfDevices(binding.getAddress().toString())
                        && binding.getQueue().getConsumerCount() == 0)
                .map(QueueBinding::getUniqueName)
                .collect(Collectors.toSet());
    }

    private Set<SimpleString> ofSessions() {
        return states.getSessionStates().values().stream()
                .flatMap(session -> session.getSubscriptions().stream()
                        .map(subscription -> queue(session, subscription.topicFilter())))
                .collect(Collectors.toSet());
    }

    private SimpleString queue(MQTTSessionState session, String filter) {
        return SimpleString.of(MQTTUtil.getCoreQueueFromMqttTopic(filter, session.getClientId(), wildcards));
    }
}
