/** The other end of a registered scale: dials in, posts and publishes as its maker would build it. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceSignature;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.market.Stall;
import org.jspecify.annotations.Nullable;

record VirtualScale(Device device, byte[] key) {
    private static final String WEIGHINGS = "/api/device/weighings";

    static VirtualScale register(Devices devices, Stall stall, String protocol, LinkKind link) {
        return register(devices, stall, protocol, link, "", Map.of());
    }

    static VirtualScale register(
            Devices devices,
            Stall stall,
            String protocol,
            LinkKind link,
            String address,
            Map<String, String> settings) {
        Device device = devices.register(new NewDevice(
                stall.marketId(),
                newSerial(),
                DeviceKind.SCALE,
                "maker",
                "model",
                protocol,
                link,
                address,
                settings,
                stall.stallId(),
                null,
                null));
        return new VirtualScale(device, devices.key(device));
    }

    static String newSerial() {
        return "SC-" + UUID.randomUUID().toString().substring(0, 13);
    }

    String serial() {
        return device.serial();
    }

    /** A sale of these items, each {@code plu:net:price:amount}. */
    String sale(long sequence, Instant at, String... items) {
        return sale(serial(), sequence, at, items);
    }

    static String sale(String serial, long sequence, Instant at, String... items) {
        StringBuilder json = new StringBuilder();
        long total = 0;
        for (String item : items) {
            String[] parts = item.split(":", -1);
            json.append(json.isEmpty() ? "" : ",")
                    .append(
                            "{\"plu\":%s,\"name\":\"鲫鱼\",\"netGrams\":%s,\"tareGrams\":12,\"unitPriceFenPerKg\":%s,\"amountFen\":%s,\"flags\":[\"offline\",\"manual\"]}"
                                    .formatted((Object[]) parts));
            total += Long.parseLong(parts[3]);
        }
        return "{\"kind\":\"sale\",\"serial\":\"%s\",\"seq\":%d,\"at\":\"%s\",\"items\":[%s],\"totalFen\":%d}"
                .formatted(serial, sequence, at, json, total);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String signature = DeviceSignature.of(key, String.join("\n", "POST", WEIGHINGS, timestamp, nonce, body));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + System.getProperty("CAISHI_PORT") + WEIGHINGS))
                            .header("Content-Type", "application/json")
                            .header("X-Device", serial())
                            .header("X-Timestamp", timestamp)
                            .header("X-Nonce", nonce)
                            .header("X-Signature", signature)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    Line dial() throws IOException {
        Line line = new Line(new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(System.getProperty("CAISHI_SCALE_PORT"))));
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String signature = DeviceSignature.of(key, String.join("\n", serial(), device.protocol(), timestamp, nonce));
        line.send("CAISHI %s %s %s %s %s\n".formatted(serial(), device.protocol(), timestamp, nonce, signature));
        if (!"OK".equals(line.answer())) {
            throw new AssertionError("the door did not open");
        }
        return line;
    }

    Publisher publisher(String marketCode) {
        Mqtt5BlockingClient client = Mqtt5Client.builder()
                .identifier(serial())
                .serverHost("127.0.0.1")
                .serverPort(Integer.parseInt(System.getProperty("CAISHI_MQTT_PORT")))
                .simpleAuth()
                .username(serial())
                .password(DeviceSignature.of(key, "mqtt").getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        Publisher publisher =
                new Publisher(client, "caishi/" + marketCode + "/scale/" + serial() + "/", new LinkedBlockingQueue<>());
        client.toAsync()
                .subscribeWith()
                .topicFilter(publisher.root + "ack")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> publisher.acks.add(new String(message.getPayloadAsBytes(), UTF_8)))
                .send()
                .join();
        return publisher;
    }

    /** A TCP line that has been let in. */
    record Line(Socket socket) implements AutoCloseable {
        void send(String text) throws IOException {
            send(text.getBytes(UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** The next line that the product says; null when it has closed. */
        @Nullable String answer() throws IOException {
            socket.setSoTimeout(20_000);
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next != '\n';
                    next = socket.getInputStream().read()) {
                if (next < 0) {
                    return null;
                }
                line.append((char) next);
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** An MQTT connection with what came on the topic of acknowledgements. */
    record Publisher(Mqtt5BlockingClient client, String root, BlockingQueue<String> acks) implements AutoCloseable {
        void publish(String word, String payload) {
            client.publishWith()
                    .topic(root + word)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(payload.getBytes(UTF_8))
                    .send();
        }

        @Override
        public void close() {
            client.disconnect();
        }
    }
}
