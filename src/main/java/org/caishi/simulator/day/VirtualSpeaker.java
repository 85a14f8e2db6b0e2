/** A cloud speaker that hears its announcements over MQTT, keeps count, and says that it played them. */
package org.caishi.simulator.day;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class VirtualSpeaker implements AutoCloseable {
    private final Mqtt5AsyncClient client;
    private final String topic;
    private final Clock clock;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    VirtualSpeaker(Product.Device device, String host, int port, Clock clock) throws Exception {
        this.topic = "caishi/%s/speaker/%s/".formatted(device.market(), device.serial());
        this.clock = clock;
        this.client = Mqtt5Client.builder()
                .identifier(device.serial())
                .serverHost(host)
                .serverPort(port)
                .simpleAuth()
                .username(device.serial())
                .password(Signature.of(device.key(), "mqtt").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().get(10, TimeUnit.SECONDS);
        client.subscribeWith()
                .topicFilter(topic + "say")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::hear)
                .send()
                .get(10, TimeUnit.SECONDS);
    }

    private void hear(Mqtt5Publish message) {
        JsonNode say = JsonMapper.shared().readTree(message.getPayloadAsBytes());
        String id = say.path("id").asString("");
        String result = heard.add(id) ? "played" : "duplicate";
        client.publishWith()
                .topic(topic + "ack")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(JsonMapper.shared()
                        .writeValueAsBytes(Map.of(
                                "id",
                                id,
                                "result",
                                result,
                                "at",
                                clock.instant().toString())))
                .send();
    }

    int heard() {
        return heard.size();
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
