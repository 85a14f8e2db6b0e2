/** The sessions of devices at the embedded broker: a few each, under however many names one comes. */
package org.caishi.device.mqtt;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/**
 * A session that is kept for a day holds what comes for the device meanwhile. A broken device was seen to come with a
 * random client id each time, and left one behind with every connection.
 */
final class DeviceSessions {
    static final int KEPT = 4;
    static final int CONNECTIONS = 16;

    /** For a session that is over: the broker looks every half second. */
    private static final int AT_ONCE_SECONDS = 1;

    private final MQTTStateManager states;

    /** The client ids of each device that may have a session, the latest last; as many devices as are registered. */
    private final Map<String, SequencedSet<String>> idsOf = new HashMap<>();

    /** @throws IllegalStateException when the broker is not running */
    DeviceSessions(ActiveMQServer server) {
        try {
            this.states = MQTTStateManager.getInstance(server);
        } catch (Exception e) { // what Artemis declares
            throw new IllegalStateException("the embedded MQTT broker has no sessions", e);
        }
    }

    MQTTStateManager states() {
        return states;
    }

    /**
     * Makes room for one more session of a device: the eldest one that nobody is connected with goes.
     *
     * @return false when the device has too many connections
     */
    synchronized boolean admit(String user, String id) {
        SequencedSet<String> ids = idsOf.computeIfAbsent(user, first -> new LinkedHashSet<>());
        ids.remove(id);
        if (ids.size() >= KEPT) {
            makeRoom(ids);
        }
        if (ids.size() >= CONNECTIONS) {
            return false;
        }
        ids.add(id);
        return true;
    }

    private void makeRoom(SequencedSet<String> ids) {
        Map<String, MQTTSessionState> sessions = states.getSessionStates();
        ids.removeIf(id -> !sessions.containsKey(id));
        List<String> away =
                ids.stream().filter(id -> !states.isClientConnected(id)).toList();
        away.stream().limit(Math.max(0, ids.size() - KEPT + 1L)).forEach(id -> {
            ids.remove(id);
            Objects.requireNonNull(sessions.get(id)).setClientSessionExpiryInterval(AT_ONCE_SECONDS);
        });
    }
}
