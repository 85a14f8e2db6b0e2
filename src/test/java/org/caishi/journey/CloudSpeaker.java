/** A speaker that is not ours: another MQTT client with a device's own sign-in, which says that it played what it heard. */
package org.caishi.journey;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CloudSpeaker implements AutoCloseable {
    private final Mqtt5AsyncClient client;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    CloudSpeaker(String serial, String key, String marketCode, int port) throws Exception {
        String topics = "caishi/" + marketCode + "/speaker/" + serial + "/";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String password = HexFormat.of().formatHex(mac.doFinal("mqtt".getBytes(StandardCharsets.UTF_8)));
        client = Mqtt5Client.builder()
                .identifier(serial)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .simpleAuth()
                .username(serial)
                .password(password.getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().get(20, TimeUnit.SECONDS);
        client.subscribeWith()
                .topicFilter(topics + "say")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> {
                    JsonNode say = JsonMapper.shared().readTree(message.getPayloadAsBytes());
                    heard.add(say.path("text").asString());
                    client.publishWith()
                            .topic(topics + "ack")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload("""
                                    {"id":"%s","result":"played","at":"%s"}""".formatted(say.path("id").asString(), Instant.EPOCH)
                                    .getBytes(StandardCharsets.UTF_8))
                            .send();
                })
                .send()
                .get(20, TimeUnit.SECONDS);
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        client.disconnect();
    }
}
