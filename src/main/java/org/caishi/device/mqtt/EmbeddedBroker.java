/** The broker inside the product, for installations that have none of their own. */
package org.caishi.device.mqtt;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQRemoteDisconnectException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.remoting.server.RemotingService;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.caishi.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Artemis without a journal: nothing rests here that is not a row, or still with a device. An announcement without its
 * ack is sent again from its row, a scale keeps a sale until it is acknowledged from the database, and a speaker tells
 * its state every minute; a journal would only cost a second flush for each. For the same reason a full address drops.
 */
final class EmbeddedBroker implements SmartLifecycle {
    /** Before the product's own client. */
    static final int PHASE = 100;

    /** How long the broker remembers a device that is away. */
    static final int SESSION_SECONDS = 86_400;

    private static final int CONNECTIONS = 12_000;

    /**
     * Who signed in and what each may do is kept for ten seconds for all who are connected: of the 1,000 that are usual,
     * 2,000 speakers that answer in turn find nothing any more, and every message costs a proof of the key.
     */
    private static final long SIGNED_IN = CONNECTIONS;

    private static final long RIGHTS = 4L * CONNECTIONS;

    /** What is a little too large is still read, to tell it from noise; the rest is cut off unread. */
    private static final int PACKET_BYTES = 2 * DeviceLimits.PAYLOAD_BYTES;

    private static final long ALL_BYTES = 128L << 20;
    static final long TOPIC_BYTES = 4L << 20;
    private static final long TOPIC_MESSAGES = 2_000;
    private static final long EXPIRY_SCAN_MILLIS = 5_000;

    private final int port;
    private final Path data;
    private final BrokerRights rights;
    private final DeviceLimits limits;
    private @Nullable ActiveMQServer running;

    EmbeddedBroker(int port, Path data, BrokerRights rights, DeviceLimits limits) {
        this.port = port;
        this.data = data;
        this.rights = rights;
        this.limits = limits;
    }

    /**
     * Opens the broker.
     *
     * @throws IllegalStateException when its port cannot be had
     */
    @Override
    public synchronized void start() {
        tryPort();
        try {
            ActiveMQServer broker = new ManyListenersBroker(configuration(), rights);
            broker.start();
            DeviceSessions sessions = new DeviceSessions(broker);
            StrayQueues.sweep(broker, sessions.states());
            broker.getRemotingService().addIncomingInterceptor(new ClientIds(rights, limits, sessions));
            running = broker;
        } catch (Exception e) { // what Artemis declares
            throw new StartRefused("the embedded MQTT broker does not start on port " + port, e);
        }
    }

    @Override
    public synchronized void stop() {
        ActiveMQServer broker = running;
        running = null;
        if (broker == null) {
            return;
        }
        try {
            endConnections(broker.getRemotingService());
            broker.stop();
        } catch (Exception e) { // what Artemis declares
            throw new StartRefused("the embedded MQTT broker does not stop", e);
        }
    }

    /** What the broker holds for devices. */
    record Load(int connections, int sessions, long queues) {}

    synchronized Load load() {
        ActiveMQServer server = running;
        if (server == null) {
            return new Load(0, 0, 0);
        }
        return new Load(
                server.getConnectionCount(),
                server.getSessionCount(),
                server.getPostOffice()
                        .getAllBindings()
                        .filter(QueueBinding.class::isInstance)
                        .filter(binding -> binding.getAddress().toString().startsWith("caishi/"))
                        .count());
    }

    /**
     * Ends what is connected before Artemis 2.55 does: it closes the consumers first and then, with each connection, once
     * more, which fails and is told as AMQ834001 or AMQ834004 for each device, with its session left half closed.
     */
    private static void endConnections(RemotingService service) {
        service.pauseAcceptors();
        for (RemotingConnection connection : service.getConnections()) {
            connection.fail(new ActiveMQRemoteDisconnectException());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** Bytes that wait for the subscribers of a topic; empty where there is neither. */
    synchronized Optional<Long> held(String topic) {
        ActiveMQServer broker = running;
        if (broker == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(broker.getPagingManager().getPageStore(SimpleString.of(topic)))
                    .map(PagingStore::getAddressSize);
        } catch (Exception e) { // what Artemis declares
            throw new IllegalStateException("the embedded MQTT broker does not tell", e);
        }
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Artemis only logs a port that is taken, and goes on without it. */
    private void tryPort() {
        try (ServerSocket free = new ServerSocket(port)) {
            free.setReuseAddress(true);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "CAISHI_MQTT_PORT: port " + port + " for MQTT is in use or not allowed; set another", e);
        }
    }

    private Configuration configuration() throws Exception {
        String folder = data.toAbsolutePath().toString();
        return new ConfigurationImpl()
                .setName("caishi")
                .setPersistenceEnabled(false)
                .setMqttSubscriptionPersistenceEnabled(false)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .setAuthenticationCacheSize(SIGNED_IN)
                .setAuthorizationCacheSize(RIGHTS)
                .setBindingsDirectory(folder)
                .setJournalDirectory(folder)
                .setPagingDirectory(folder)
                .setLargeMessagesDirectory(folder)
                .setWildCardConfiguration(new WildcardConfiguration()
                        .setDelimiter('/')
                        .setSingleWord('+')
                        .setAnyWords('#'))
                .setGlobalMaxSize(ALL_BYTES)
                .setMessageExpiryScanPeriod(EXPIRY_SCAN_MILLIS)
                .addAddressSetting("#", addresses())
                .addAcceptorConfiguration("mqtt", acceptor());
    }

    private static AddressSettings addresses() {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                .setMaxSizeBytes(TOPIC_BYTES)
                .setMaxSizeMessages(TOPIC_MESSAGES)
                .setMaxDeliveryAttempts(-1);
    }

    private String acceptor() {
        return "tcp://0.0.0.0:" + port + "?protocols=MQTT"
                + ";connectionsAllowed=" + CONNECTIONS
                + ";maximumPacketSize=" + PACKET_BYTES
                + ";defaultMaximumInFlightPublishMessages=" + ClientIds.IN_FLIGHT
                + ";defaultMqttSessionExpiryInterval=" + SESSION_SECONDS;
    }
}
