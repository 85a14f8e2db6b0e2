/** The product's own end of the broker, embedded or external. */
package org.caishi.device.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjIntConsumer;
import org.caishi.device.Mqtt;
import org.caishi.device.MqttReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A message is acknowledged to the broker when its reader has returned, so the broker's window bounds what waits here.
 * Every connection begins afresh: the rows, not the broker, know what is still to be said.
 */
final class MqttEnd implements Mqtt, SmartLifecycle {
    /** After the embedded broker, before the links. */
    static final int PHASE = 200;

    private static final Logger LOG = LoggerFactory.getLogger(MqttEnd.class);
    private static final int WINDOW = 1_000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final int ON_THE_WAY = 2_000;
    /** News is news for half a minute: a broker that is back must not wait for its product. */
    private static final int LONGEST_BREAK_SECONDS = 2;

    private static final int FIRST_CONNECT_SECONDS = 5;
    private static final String SHARED = "$share/caishi/";
    private static final Executor TRY_AGAIN = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Semaphore onTheWay = new Semaphore(ON_THE_WAY);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong connectedAt = new AtomicLong(NEVER);
    private final AtomicBoolean running = new AtomicBoolean();
    private final BrokerAddress address;
    private final ObjIntConsumer<String> came;
    private final DeviceLimits limits;
    private final Mqtt5AsyncClient client;
    private final Lanes lanes = new Lanes(WINDOW);

    /**
     * @param came hears topic and size of each message, once for each subscription that it matches
     * @param limits what one device may send: an external broker lets through what it likes
     */
    MqttEnd(BrokerAddress address, ObjIntConsumer<String> came, DeviceLimits limits) {
        this.address = address;
        this.came = came;
        this.limits = limits;
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier("caishi-" + UUID.randomUUID())
                .serverHost(address.host())
                .serverPort(address.port())
                .automaticReconnect()
                .initialDelay(500, TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_BREAK_SECONDS, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> onConnected())
                .addDisconnectedListener(context -> onDisconnected(context.getCause()));
        if (!address.user().isEmpty()) {
            builder = builder.simpleAuth(Mqtt5SimpleAuth.builder()
                    .username(address.user())
                    .password(address.password().getBytes(StandardCharsets.UTF_8))
                    .build());
        }
        this.client = builder.buildAsync();
    }

    /**
     * What is wanted of the broker.
     *
     * @param filter as the broker is asked for it
     * @param made done when the broker has agreed for the first time
     */
    private record Subscription(
            String filter, MqttReader reader, AtomicBoolean asked, CompletableFuture<Boolean> made) {
        Subscription(String filter, MqttReader reader) {
            this(filter, reader, new AtomicBoolean(), new CompletableFuture<>());
        }
    }

    @Override
    public void publish(String topic, byte[] payload, Duration expiry) {
        publish(topic, payload, expiry, MqttQos.AT_LEAST_ONCE);
    }

    @Override
    public void publishOnce(String topic, byte[] payload, Duration expiry) {
        publish(topic, payload, expiry, MqttQos.AT_MOST_ONCE);
    }

    private void publish(String topic, byte[] payload, Duration expiry, MqttQos qos) {
        if (!client.getState().isConnected() || !onTheWay.tryAcquire()) {
            long count = dropped.incrementAndGet();
            if (Long.bitCount(count) == 1) { // 1, 2, 4, 8 …: seen, and no flood
                LOG.warn(
                        "{} messages not sent so far, no connection to the broker {} or too many on the way",
                        count,
                        address);
            }
            return;
        }
        Mqtt5Publish message = Mqtt5Publish.builder()
                .topic(topic)
                .payload(payload)
                .qos(qos)
                .messageExpiryInterval(Math.max(1, expiry.toSeconds()))
                .build();
        CompletableFuture<?> _ = client.publish(message).whenComplete((result, failure) -> {
            onTheWay.release();
            if (failure != null) {
                LOG.debug("a message for {} was lost: {}", topic, failure.toString());
            }
        });
    }

    @Override
    public void subscribe(String filter, MqttReader reader) {
        add(new Subscription(SHARED + filter, reader));
    }

    @Override
    public void watch(String filter, MqttReader reader) {
        add(new Subscription(filter, reader));
    }

    private void add(Subscription subscription) {
        subscriptions.add(subscription);
        make(subscription);
    }

    /**
     * Once made, the client itself makes a subscription again after each reconnect. A first try may fail for a passing
     * reason: Artemis refuses the second of two nodes that make the same shared subscription at the same moment.
     */
    private void make(Subscription subscription) {
        if (!client.getState().isConnected() || !subscription.asked.compareAndSet(false, true)) {
            return;
        }
        Mqtt5Subscribe subscribe = Mqtt5Subscribe.builder()
                .addSubscription(Mqtt5Subscription.builder()
                        .topicFilter(subscription.filter)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                        .build())
                .build();
        CompletableFuture<?> _ = client.subscribe(subscribe, message -> read(subscription, message), true)
                .whenComplete((ack, failure) -> {
                    if (failure == null) {
                        subscription.made.complete(true);
                    } else {
                        LOG.info("no subscription to {} yet, tried again: {}", subscription.filter, failure.toString());
                        subscription.asked.set(false);
                        TRY_AGAIN.execute(() -> make(subscription));
                    }
                });
    }

    private void read(Subscription subscription, Mqtt5Publish message) {
        String topic = message.getTopic().toString();
        byte[] payload = message.getPayloadAsBytes();
        if (!limits.allow(Topics.serialIn(topic), payload.length)) {
            message.acknowledge();
            return;
        }
        boolean taken = lanes.offer(topic, () -> {
            try {
                came.accept(topic, payload.length);
                subscription.reader.read(topic, payload);
            } finally {
                message.acknowledge();
            }
        });
        if (!taken) { // only QoS 0 can outrun the window, and may be lost
            message.acknowledge();
        }
    }

    @Override
    public Duration heldFor() {
        long since = connectedAt.get();
        return since == NEVER ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private void onConnected() {
        connectedAt.set(System.nanoTime());
        failures.set(0);
        LOG.info("connected to the broker {}", address);
        subscriptions.forEach(this::make);
    }

    private void onDisconnected(Throwable cause) {
        connectedAt.set(NEVER);
        if (running.get() && Long.bitCount(failures.incrementAndGet()) == 1) {
            LOG.warn("no connection to the broker {}, tried again: {}", address, cause.toString());
        }
    }

    @Override
    public void start() {
        running.set(true);
        CompletableFuture<?> _ = client.connectWith()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .restrictions()
                .receiveMaximum(WINDOW)
                .applyRestrictions()
                .send();
        try {
            allMade().get(FIRST_CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("the broker {} does not answer; the product starts without it and keeps trying", address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Done when the broker has agreed to every subscription of now. */
    CompletableFuture<Void> allMade() {
        return CompletableFuture.allOf(
                subscriptions.stream().map(Subscription::made).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void stop() {
        if (running.compareAndSet(true, false)) {
            client.disconnect()
                    .orTimeout(2, TimeUnit.SECONDS)
                    .exceptionally(gone -> null)
                    .join();
            lanes.close();
        }
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
