/** A virtual scale's connection to the broker, as the published protocol says. */
package org.caishi.simulator.day;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

final class OverMqtt implements ScaleWay {
    private static final int MOST_UNREAD = 1_000;
    private static final int PATIENCE_SECONDS = 10;

    private final BlockingQueue<String> heard = new ArrayBlockingQueue<>(MOST_UNREAD);
    private final Mqtt5AsyncClient client;
    private final String root;

    OverMqtt(Product.Device device, String host, int port) throws Exception {
        this.root = "caishi/%s/scale/%s/".formatted(device.market(), device.serial());
        this.client = Mqtt5Client.builder()
                .identifier(device.serial())
                .serverHost(host)
                .serverPort(port)
                .simpleAuth()
                .username(device.serial())
                .password(Signature.of(device.key(), "mqtt").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        listen("ack");
        listen("command");
    }

    private void listen(String word) throws Exception {
        client.subscribeWith()
                .topicFilter(root + word)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> heard.offer(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                .send()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void sale(String json) {
        publish("weighing", json);
    }

    @Override
    public void say(String json) {
        publish("live", json);
    }

    private void publish(String word, String json) {
        client.publishWith()
                .topic(root + word)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    @Override
    public String hear() throws InterruptedException {
        return heard.take();
    }

    @Override
    public void close() {
        heard.offer("");
        client.disconnect();
    }
}
