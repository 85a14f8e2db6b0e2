/** A manager registers a device, sees how its link is doing, listens to it, changes it and takes it out of use. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.DeviceSignature;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class DevicePagesTest {
    private static final String GOOD = "\2+00020521E\3";
    private static final String BAD = "\2+00020520F\3";

    @Autowired
    TestMarket markets;

    @Autowired
    Staff staff;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

    private Market market;
    private PlateHolder holder;
    private Visitor manager;
    private String home;
    private final String serial = "SC-" + UUID.randomUUID().toString().substring(0, 13);

    @BeforeEach
    void openAMarket() {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
        manager = staff.signedIn(Role.MANAGER, market);
        home = "/manage/" + market.code() + "/devices";
    }

    @Test
    void aDeviceIsRegisteredAndItsKeyIsShownOnce() {
        String form =
                manager.get(home + "/new?kind=SCALE&protocol=ecr&link=SERIAL").body();
        assertThat(form).contains("name=\"set.baud\"", "name=\"set.ask\"", "name=\"set.stableReadings\"");
        String done =
                register("ecr", "SERIAL", "/dev/serial/by-id/usb-*", Map.of("set.baud", "4800", "set.unit", "kg"));
        Device device = devices.bySerial(serial).orElseThrow();
        assertThat(done).contains(devices.keyText(device));
        assertThat(device.settings()).isEqualTo(Map.of("baud", "4800", "unit", "kg"));
        assertThat(device.stallId()).isEqualTo(holder.stall().stallId());
        String page = manager.get(home + "/" + serial).body();
        assertThat(page).contains("4800", "pollMillis").doesNotContain(devices.keyText(device));
        assertThat(audited()).containsExactly("device.register");
        devices.retire(device);
    }

    @Test
    void aWrongSettingIsSaidInWordsAndNothingIsRegistered() {
        String answer = register("yaohua-tf0", "TCP_IN", "", Map.of("set.divisor", "0"));
        assertThat(answer).contains("参数 divisor 不能是“0”，可以是：1–1000000").contains("value=\"0\"");
        assertThat(devices.bySerial(serial)).isEmpty();
        assertThat(register("yaohua-tf0", "TCP_OUT", "nowhere", Map.of())).contains("“nowhere”不是“主机:端口”");
        assertThat(register("yaohua-tf0", "TCP_IN", "", Map.of("stall", "Z9"))).contains("本市场没有摊位“Z9”");
        assertThat(register("yaohua-tf0", "TCP_IN", "", Map.of("serial", "a b")))
                .contains("序列号“a b”");
        assertThat(audited()).isEmpty();
    }

    @Test
    void aSpeakerThatIsPostedToHasAWebAddressAndAnEdgeHasAPageOfItsOwn() {
        String form = manager.get(home + "/new?kind=SPEAKER&protocol=http-push&link=HTTP")
                .body();
        assertThat(form).contains("只有由系统推送的音箱才填").doesNotContain("value=\"EDGE\"");
        Map<String, String> speaker = Map.of("kind", "SPEAKER", "set.none", "");
        assertThat(register("http-push", "HTTP", "speaker.example", speaker)).contains("“speaker.example”不是网址");
        assertThat(devices.bySerial(serial)).isEmpty();
        register("http-push", "HTTP", "https://speaker.example/say", speaker);
        Device device = devices.bySerial(serial).orElseThrow();
        assertThat(device.address()).isEqualTo("https://speaker.example/say");
        devices.retire(device);
    }

    @Test
    void aChangeIsCheckedWrittenDownAndTakesEffect() throws IOException {
        register("yaohua-tf0", "TCP_IN", "", Map.of());
        Device before = devices.bySerial(serial).orElseThrow();
        try (Socket scale = dial(before, devices.keyText(before))) {
            await().until(() -> links.of(before).filter(state -> state.up()).isPresent());
            String page = manager.get(home + "/" + serial + "/edit").body();
            assertThat(page).contains("name=\"set.divisor\"");
            HttpResponse<String> saved = manager.post(
                    home + "/" + serial + "/edit",
                    Map.of(
                            "_csrf",
                            manager.token(home + "/" + serial + "/edit"),
                            "protocol",
                            "yaohua-tf0",
                            "link",
                            "TCP_IN",
                            "address",
                            "",
                            "stall",
                            "",
                            "set.divisor",
                            "1000"));
            assertThat(saved.statusCode()).isEqualTo(302);
            assertThat(scale.getInputStream().read()).as("the link begins anew").isEqualTo(-1);
        }
        Device after = devices.bySerial(serial).orElseThrow();
        assertThat(after.settings()).isEqualTo(Map.of("divisor", "1000"));
        assertThat(after.stallId()).isNull();
        assertThat(after.deviceId()).isEqualTo(before.deviceId());
        assertThat(devices.keyText(after)).isEqualTo(devices.keyText(before));
        assertThat(audited()).containsExactly("device.register", "device.change");
    }

    @Test
    void thePageShowsTheLinkAsItIs() throws IOException {
        register("yaohua-tf0", "TCP_IN", "", Map.of());
        Device device = devices.bySerial(serial).orElseThrow();
        assertThat(manager.get(home + "/" + serial + "/live").body()).contains("还没有听到这台设备");
        try (Socket scale = dial(device, devices.keyText(device))) {
            scale.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
            scale.getOutputStream().write(BAD.getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(
                            manager.get(home + "/" + serial + "/live").body())
                    .contains("已连接", "data-reject=\"checksum\"", "02 2B 30 30 30 32 30 35 32 30 46 03", "校验错"));
            assertThat(manager.get(home).body()).containsPattern("data-serial=\"" + serial + "\"[^§]*?dot-ok");
        }
        dial(device, "not-the-key-of-this-device").close();
        await().untilAsserted(() -> assertThat(manager.get(home + "/" + serial).body())
                .contains("已断开", "data-reject=\"door-signature\"", "密钥不对", "127.0.0.1"));
    }

    @Test
    void whoListensHearsBytesAndMeaningAndItIsWrittenDown() throws Exception {
        register("yaohua-tf0", "TCP_IN", "", Map.of());
        Device device = devices.bySerial(serial).orElseThrow();
        String page = home + "/" + serial;
        manager.post(page + "/listen", Map.of("_csrf", manager.token(page)));
        assertThat(manager.get(page + "?listen").body()).contains("data-listen=\"" + page + "/heard\"");
        try (Socket scale = dial(device, devices.keyText(device));
                EventStream stream = EventStream.open(manager, page + "/heard")) {
            await().until(() -> {
                scale.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
                return stream.heard("02 2B 30 30 30 32 30 35 32 31 45 03") && stream.heard("2050 g");
            });
            manager.post(page + "/listen/end", Map.of("_csrf", manager.token(page)));
            await().until(() -> stream.heard("event:end"));
        }
        assertThat(audited()).containsExactly("device.register", "device.listen");
    }

    @Test
    void whoMayNotManageDevicesSeesThemOnly() {
        register("yaohua-tf0", "TCP_IN", "", Map.of());
        Visitor clerk = staff.signedIn(Role.CLERK, market);
        String page = home + "/" + serial;
        assertThat(clerk.get(page).body()).doesNotContain("/listen\"", "/retire\"", "/edit\"");
        assertThat(clerk.get(page + "/edit").statusCode()).isEqualTo(403);
        assertThat(clerk.get(page + "/heard").statusCode()).isEqualTo(403);
        assertThat(clerk.get(home + "/new").statusCode()).isEqualTo(403);
        Market other = markets.open(0);
        Visitor stranger = staff.signedIn(Role.MANAGER, other);
        assertThat(stranger.get(page).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/manage/" + other.code() + "/devices/" + serial)
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/manage/" + other.code() + "/devices/" + serial + "/heard")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRetiredDeviceIsGoneAndItsSerialIsFree() {
        register("yaohua-tf0", "TCP_IN", "", Map.of());
        String page = home + "/" + serial;
        manager.post(page + "/retire", Map.of("_csrf", manager.token(page)));
        assertThat(manager.get(page).statusCode()).isEqualTo(404);
        assertThat(audited()).containsExactly("device.register", "device.retire");
        register("ecr", "TCP_IN", "", Map.of());
        assertThat(devices.bySerial(serial)).isPresent();
    }

    private String register(String protocol, String link, String address, Map<String, String> more) {
        Map<String, String> fields = new java.util.HashMap<>(Map.of(
                "kind",
                "SCALE",
                "protocol",
                protocol,
                "link",
                link,
                "serial",
                serial,
                "maker",
                "上海耀华",
                "model",
                "A9",
                "address",
                address,
                "stall",
                "A1"));
        fields.putAll(more);
        return Staff.submit(manager, home + "/new", home, fields);
    }

    private List<String> audited() {
        return jdbc.queryForList(
                "select action from identity_audit where market_id = ? and subject = ? order by audit_id",
                String.class,
                market.marketId(),
                "device " + serial);
    }

    private Socket dial(Device device, String key) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(System.getProperty("CAISHI_SCALE_PORT")));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String signature = DeviceSignature.of(
                key.getBytes(StandardCharsets.US_ASCII),
                String.join("\n", device.serial(), device.protocol(), timestamp, nonce));
        socket.getOutputStream()
                .write(String.join(
                                " ", "CAISHI", device.serial(), device.protocol(), timestamp, nonce, signature + "\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Matcher answered = Pattern.compile("OK|NO .*").matcher(line(socket));
        assertThat(answered.matches()).isTrue();
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\n' && next >= 0;
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
