/** Reads messages of a subscription. */
package org.caishi.device;

@FunctionalInterface
public interface MqttReader {
    /** Messages of one topic come in order, one at a time; the broker is answered when this returns. */
    void read(String topic, byte[] payload);
}
