/** The product's own end of the MQTT broker, at QoS 1 where it does not say otherwise. */
package org.caishi.device;

import java.time.Duration;

/** Filters must not overlap: the broker sends a message once for each that matches, and every reader gets every copy. */
public interface Mqtt {
    /**
     * Hands a message to the broker and returns at once. Without a connection, or with too much on its way, it is
     * dropped: rows are the truth, and whoever waits for an answer asks again.
     *
     * @param expiry after which the broker no longer delivers it
     */
    void publish(String topic, byte[] payload, Duration expiry);

    /** Whether a message would reach the broker now; who can wait, waits for that. */
    boolean isConnected();

    /** For how long messages have come and gone without a break; zero without a connection. */
    Duration heldFor();

    /** As {@link #publish}, but at QoS 0: for devices that cannot tell a repetition, which must never get one. */
    void publishOnce(String topic, byte[] payload, Duration expiry);

    /** Reads what matches the filter; of several nodes, one gets each message. Kept over reconnects. */
    void subscribe(String filter, MqttReader reader);

    /** Reads what matches the filter on every node; retained messages of the past are not sent. */
    void watch(String filter, MqttReader reader);
}
