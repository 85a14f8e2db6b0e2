/** Learns from what devices say over MQTT that they are there, and from their last will that they are gone. */
package org.caishi.device.mqtt;

import java.time.InstantSource;
import org.caishi.device.DeviceReport;
import org.caishi.device.Devices;
import org.caishi.device.link.LinkBoard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class MqttPresence {
    static final String STATES = "caishi/+/speaker/+/state";
    private static final Logger LOG = LoggerFactory.getLogger(MqttPresence.class);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Devices devices;
    private final LinkBoard board;
    private final InstantSource clock;

    MqttPresence(Devices devices, LinkBoard board, InstantSource clock) {
        this.devices = devices;
        this.board = board;
        this.clock = clock;
    }

    /** The broker lets a device say only what is its own, so a topic tells its sender; a will is told by {@link #state}. */
    void came(String topic, int bytes) {
        if (!topic.endsWith("/state")) {
            devices.bySerial(Topics.serialIn(topic)).ifPresent(device -> {
                devices.seen(device, clock.instant());
                board.heard(device, bytes);
            });
        }
    }

    /** A speaker's state: its heartbeat, or with {@code online} false its good-bye or last will. */
    void state(String topic, byte[] payload) {
        devices.bySerial(Topics.serialIn(topic)).ifPresent(device -> {
            try {
                JsonNode state = json.readTree(payload);
                if (state.path("online").asBoolean(true)) {
                    devices.reported(device, report(state), clock.instant());
                    board.heard(device, payload.length);
                } else {
                    board.left(device, "offline");
                }
            } catch (JacksonException unreadable) {
                LOG.debug("{} tells a state that cannot be read", device.serial());
            }
        });
    }

    private static DeviceReport report(JsonNode state) {
        return new DeviceReport(
                number(state, "battery"), number(state, "signal"), text(state, "firmware"), number(state, "volume"));
    }

    private static @Nullable Integer number(JsonNode state, String field) {
        JsonNode value = state.path(field);
        return value.isInt() ? value.intValue() : null;
    }

    private static @Nullable String text(JsonNode state, String field) {
        JsonNode value = state.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
