/** Keeps a device from taking another's session by its client id. */
package org.caishi.device.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT hands a session, with what waits in it, to whoever says its client id, and closes the former connection. The
 * user who first came with an id, and a good password, keeps it. Sessions do not outlive the broker, nor does this.
 */
final class ClientIds implements MQTTInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ClientIds.class);
    private static final int MOST = 50_000;

    /**
     * Messages that a device has got and not acknowledged. A client may ask for 65,535, which would then all lie in the
     * connection's buffer when it does not read.
     */
    static final int IN_FLIGHT = 100;

    private final BrokerRights rights;
    private final DeviceLimits limits;
    private final DeviceSessions sessions;
    private final Map<String, String> owners = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    ClientIds(BrokerRights rights, DeviceLimits limits, DeviceSessions sessions) {
        this.rights = rights;
        this.limits = limits;
        this.sessions = sessions;
    }

    @Override
    public boolean intercept(MqttMessage message, RemotingConnection connection) {
        if (!(message instanceof MqttConnectMessage connect)) {
            return true;
        }
        boundSession(connect, EmbeddedBroker.SESSION_SECONDS);
        MqttConnectPayload payload = connect.payload();
        String id = payload.clientIdentifier();
        String user = payload.userName();
        byte[] password = payload.passwordInBytes();
        if (user == null || password == null) {
            return true; // nobody: the broker refuses it
        }
        if (!rights.isKnown(user, new String(password, StandardCharsets.UTF_8))) {
            if (rights.isRegistered(user)) {
                limits.wrongKey(user);
            }
            return true; // likewise
        }
        if (!rights.isProduct(user)) {
            rights.proved(user);
            boundFlight(connect);
            Gauge.put(connection, user, limits);
        }
        if (id == null || id.isEmpty()) {
            boundSession(connect, 0); // an id of the broker's own making does not come back
            return true;
        }
        if (!isOwner(user, id)) {
            LOG.warn("{} came to the broker with the client id {} of another and was sent away", user, id);
            return false;
        }
        // The sessions of the product end with their connections.
        return rights.isProduct(user) || sessions.admit(user, id);
    }

    private boolean isOwner(String user, String id) {
        synchronized (owners) {
            return owners.computeIfAbsent(id, first -> user).equals(user);
        }
    }

    private static void boundFlight(MqttConnectMessage connect) {
        MqttProperties properties = connect.variableHeader().properties();
        int most = MqttProperties.RECEIVE_MAXIMUM;
        boolean asksForFew =
                properties.getProperty(most) instanceof IntegerProperty asked && asked.value() <= IN_FLIGHT;
        if (connect.variableHeader().version() >= MqttVersion.MQTT_5.protocolLevel() && !asksForFew) {
            properties.add(new IntegerProperty(most, IN_FLIGHT));
        }
    }

    /** A client may ask that its session be kept for ever; a day is what it gets. */
    private static void boundSession(MqttConnectMessage connect, int most) {
        MqttProperties properties = connect.variableHeader().properties();
        int expiry = MqttProperties.SESSION_EXPIRY_INTERVAL;
        if (properties.getProperty(expiry) instanceof IntegerProperty asked
                && Integer.compareUnsigned(asked.value(), most) > 0) {
            properties.add(new IntegerProperty(expiry, most));
        }
    }
}
