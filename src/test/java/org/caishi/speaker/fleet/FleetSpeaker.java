/** A speaker as its maker would build it after the published protocol: hears, answers, tells its state, takes a new key. */
package org.caishi.speaker.fleet;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.caishi.device.DeviceSignature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FleetSpeaker implements AutoCloseable {
    final List<JsonNode> said = new CopyOnWriteArrayList<>();
    final List<JsonNode> commands = new CopyOnWriteArrayList<>();
    private final Mqtt5AsyncClient client;
    private final String root;
    private final String result;

    /** @param result how it answers; {@code silent}: not at all */
    FleetSpeaker(int port, String market, String serial, String key, String result) throws Exception {
        this.root = "caishi/" + market + "/speaker/" + serial + "/";
        this.result = result;
        this.client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(serial)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .simpleAuth()
                .username(serial)
                .password(DeviceSignature.of(key.getBytes(StandardCharsets.UTF_8), "mqtt")
                        .getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().get(20, TimeUnit.SECONDS);
        hear("say", said);
        hear("command", commands);
    }

    private void hear(String word, List<JsonNode> heard) throws Exception {
        client.subscribeWith()
                .topicFilter(root + word)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> came(message, heard))
                .send()
                .get(20, TimeUnit.SECONDS);
    }

    private void came(Mqtt5Publish message, List<JsonNode> heard) {
        JsonNode read = JsonMapper.shared().readTree(message.getPayloadAsBytes());
        heard.add(read);
        if (!result.equals("silent")) {
            tell(
                    "ack",
                    "{\"id\":\"%s\",\"result\":\"%s\"}"
                            .formatted(read.path("id").asString(), result));
        }
    }

    void tell(String word, String json) {
        client.publishWith()
                .topic(root + word)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
