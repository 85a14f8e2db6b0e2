/** The registry on the real tables, and the doors of the running product. */
package org.caishi.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caishi.device.DeviceSignature.Proof;
import org.caishi.device.DeviceSignature.Verdict;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.testing.ProductTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class DevicesTest {
    private static final long MARKET = 9_001;
    private static final long OTHER_MARKET = 9_002;

    @Autowired
    Devices devices;

    @Autowired
    DeviceSignature signatures;

    @Autowired
    Sightings sightings;

    @Autowired
    Nonces nonces;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

    @Value("${server.port}")
    int httpPort;

    @Value("${caishi.scale.port}")
    int scalePort;

    @Value("${caishi.mqtt.port}")
    int mqttPort;

    private final String serial = "T-" + UUID.randomUUID().toString().substring(0, 20);

    @BeforeEach
    void aMarket() {
        jdbc.update("""
                insert ignore into market_market
                       (market_id, code, name, kind, address, time_zone, day_cut_hour, complaint_phone, state)
                values (9001, 'device-test', 'n', 'FARMERS', 'a', 'Asia/Shanghai', 0, '1', 'OPEN')
                """);
    }

    @Test
    void whatIsRegisteredIsFoundByEveryWay() {
        Device device = devices.register(scale(77L, null));
        assertThat(device.settings()).containsEntry("unit", "jin").containsEntry("baud", "1200");
        assertThat(devices.bySerial(serial)).contains(device);
        assertThat(devices.byId(MARKET, device.deviceId())).isEqualTo(device);
        assertThat(devices.of(MARKET)).contains(device);
        assertThat(devices.ofStall(MARKET, 77, DeviceKind.SCALE)).contains(device);
        assertThat(devices.ofStall(MARKET, 77, DeviceKind.SPEAKER)).isEmpty();
        assertThatThrownBy(() -> devices.byId(OTHER_MARKET, device.deviceId())).isInstanceOf(NotFound.class);
    }

    @Test
    void aKeyIsRandomSealedAndTheDevicesOwn() {
        Device device = devices.register(scale(null, null));
        assertThat(devices.keyText(device)).matches("[0-9a-f]{64}");
        byte[] stored = jdbc.queryForObject(
                "select key_sealed from device_device where market_id = ? and device_id = ?",
                byte[].class,
                MARKET,
                device.deviceId());
        assertThat(new String(stored, US_ASCII)).doesNotContain(devices.keyText(device));
    }

    @Test
    void aSerialIsThereOnceAndFreeAgainWhenRetired() {
        Device first = devices.register(scale(null, "the-first-key-of-all"));
        assertThatThrownBy(() -> devices.register(scale(null, null)))
                .isInstanceOf(BadInput.class)
                .hasMessage("device.serial.taken");
        assertThat(devices.of(MARKET))
                .filteredOn(d -> d.serial().equals(serial))
                .hasSize(1);
        devices.retire(first);
        assertThat(devices.bySerial(serial)).isEmpty();
        Device second = devices.register(scale(null, "the-second-key-of-all"));
        assertThat(devices.bySerial(serial)).contains(second);
        assertThat(devices.keyText(second)).isEqualTo("the-second-key-of-all");
        assertThatThrownBy(() -> devices.retire(first)).isInstanceOf(NotFound.class);
    }

    @Test
    void whenItWasSeenAndWhatItSaidIsWrittenAndNeverTurnedBack() {
        Device device = devices.register(scale(null, null));
        Instant at = Instant.parse("2026-05-01T08:30:00.250Z");
        devices.reported(device, new DeviceReport(95, -67, "1.4.2"), at);
        sightings.write();
        devices.seen(device, at.plusSeconds(90));
        sightings.write();
        devices.seen(device, at.plusSeconds(30));
        sightings.writeAll();
        assertThat(devices.health(MARKET))
                .contains(new DeviceHealth(device.deviceId(), at.plusSeconds(90), 95, -67, "1.4.2", null));
    }

    @Test
    void aNonceIsUsedOnceOnAllNodesAndForgottenWhenItCannotComeAgain() {
        Device device = devices.register(scale(null, "0123456789abcdef"));
        Instant now = clock.instant();
        nonces.use(serial, "oldnonce1", now.minus(Duration.ofMinutes(12)));
        Proof proof = new Proof(
                Long.toString(now.getEpochSecond()),
                "newnonce1",
                DeviceSignature.of("0123456789abcdef".getBytes(US_ASCII), "words"));
        assertThat(signatures.verify(device, proof, List.of("words".getBytes(UTF_8))))
                .isEqualTo(Verdict.GOOD);
        signatures.forgetOldNonces();
        assertThat(signatures.verify(device, proof, List.of("words".getBytes(UTF_8))))
                .isEqualTo(Verdict.REPLAYED);
        assertThatThrownBy(() -> nonces.use(serial, "newnonce1", now)).isInstanceOf(DuplicateKeyException.class);
        nonces.use(serial, "oldnonce1", now);
    }

    @Test
    void theProductListensForScales() throws IOException {
        Device device = devices.register(scale(null, "0123456789abcdef"));
        String now = Long.toString(clock.instant().getEpochSecond());
        String signature = DeviceSignature.of(
                "0123456789abcdef".getBytes(US_ASCII), String.join("\n", serial, device.protocol(), now, "nonce001"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scalePort);
                BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            socket.getOutputStream()
                    .write("CAISHI %s %s %s nonce001 %s\n"
                            .formatted(serial, device.protocol(), now, signature)
                            .getBytes(US_ASCII));
            assertThat(answers.readLine()).isEqualTo("NO protocol");
        }
    }

    @Test
    void aSignedHeartbeatPassesTheSecurityChainAndAnUnsignedOneDoesNot() throws Exception {
        devices.register(scale(null, "0123456789abcdef"));
        String now = Long.toString(clock.instant().getEpochSecond());
        String path = "/api/device/heartbeat";
        String body = "{\"battery\":80}";
        String signature = DeviceSignature.of(
                "0123456789abcdef".getBytes(US_ASCII), String.join("\n", "POST", path, now, "nonce001", body));
        HttpRequest.Builder beat = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(beat.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            beat.header("X-Device", serial)
                    .header("X-Timestamp", now)
                    .header("X-Nonce", "nonce001")
                    .header("X-Signature", signature);
            HttpResponse<String> answer = http.send(beat.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("serverTime");
            assertThat(http.send(beat.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void theProductsBrokerKnowsTheDevicesOfTheRegistry() {
        devices.register(scale(null, "0123456789abcdef"));
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(mqttPort)
                .simpleAuth()
                .username(serial)
                .password(DeviceSignature.of("0123456789abcdef".getBytes(US_ASCII), "mqtt")
                        .getBytes(US_ASCII))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        client.subscribeWith()
                .topicFilter("caishi/device-test/scale/" + serial + "/ack")
                .send();
        assertThat(client.getState().isConnected()).isTrue();
        client.disconnect();
    }

    private NewDevice scale(@Nullable Long stallId, @Nullable String key) {
        return new NewDevice(
                MARKET,
                serial,
                DeviceKind.SCALE,
                "maker",
                "model",
                "nobody-speaks-this",
                LinkKind.TCP_IN,
                "",
                Map.of("unit", "jin", "baud", "1200"),
                stallId,
                LocalDate.of(2027, 5, 1),
                key);
    }
}
