/** A manager registers speakers by their labels, asks things of them and sees the answers; others see or do less. */
package org.caishi.speaker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class FleetPagesTest {
    private static final String KEY = "9f86d081884c7d659a2feaa0c55ad015";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    TestMarket markets;

    @Autowired
    Staff staff;

    @Autowired
    Devices devices;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${caishi.mqtt.port}")
    int port;

    Market market;
    Visitor manager;
    String base;
    String serial;

    @BeforeEach
    void open() {
        market = markets.open(0);
        markets.stall(market, "F01");
        markets.stall(market, "F02");
        manager = staff.signedIn(Role.MANAGER, market);
        base = "/manage/" + market.code();
        serial = "FL-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void aSpeakerIsRegisteredByItsLabelAndItsKeyIsGood() throws Exception {
        String page = register(label(serial), "F01");
        assertThat(page).contains("已登记", serial, "F01", "离线", "印在标签上").doesNotContain(KEY);
        assertThat(speaker().stallId()).isNotNull();
        assertThat(trail("speaker.register")).containsExactly("stall F01");
        try (FleetSpeaker device = new FleetSpeaker(port, market.code(), serial, KEY, "played")) {
            device.tell(
                    "state", "{\"online\":true,\"battery\":12,\"signal\":-67,\"volume\":55,\"firmware\":\"1.4.2\"}");
            await().atMost(SOON).until(() -> list("").contains("在线 1 台"));
            await().atMost(SOON).until(() -> list("?only=LOW_BATTERY").contains("55 %"));
            assertThat(list("")).contains("12 %", "-67 dBm", "1.4.2", "电量低");
            assertThat(list("?only=OFFLINE")).contains("没有符合条件的音箱");
        }
    }

    @Test
    void aLabelThatIsUsedOrNoneIsRefusedInWords() throws Exception {
        register(label(serial), "F01");
        assertThat(register(label(serial), "F02")).contains("已经登记过，现在挂在摊位 F01");
        assertThat(register("https://weixin.qq.com/r/abc", "")).contains("这不是音箱标签");
        assertThat(register(label("x-" + serial), "F99")).contains("没有摊位 F99");
        try (FleetSpeaker device = new FleetSpeaker(port, market.code(), serial, KEY, "played")) {
            device.tell("state", "{\"online\":true}");
            await().atMost(SOON).until(() -> list("").contains("在线 1 台"));
        }
        Market other = markets.open(0);
        Visitor stranger = staff.signedIn(Role.MANAGER, other);
        String there = "/manage/" + other.code() + "/new-speaker";
        assertThat(Staff.submit(stranger, there, there, Map.of("code", label(serial), "stallNo", "")))
                .contains("已在别的市场登记")
                .doesNotContain(market.name() + " F01");
        assertThat(stranger.get("/manage/" + other.code() + "/speakers/" + serial)
                        .statusCode())
                .isEqualTo(404);
        assertThat(speaker().marketId()).isEqualTo(market.marketId());
    }

    @Test
    void itMovesToAnotherStallAndOutOfUseWithATrail() {
        register(label(serial), "F01");
        submit("/stall", Map.of("stallNo", "F02"));
        Device moved = speaker();
        assertThat(devices.ofStall(market.marketId(), Objects.requireNonNull(moved.stallId()), DeviceKind.SPEAKER))
                .containsExactly(moved);
        assertThat(trail("speaker.bind")).containsExactly("from stall F01 to F02");
        assertThat(submit("/stall", Map.of("stallNo", ""))).contains("不挂摊位");
        assertThat(list("?only=UNBOUND")).contains(serial);
        assertThat(submit("/retire", Map.of())).contains("已停用").contains("还没有音箱");
        assertThat(devices.bySerial(serial)).isEmpty();
        assertThat(trail("speaker.retire")).containsExactly("from stall –");
        assertThat(register(label(serial), "F01")).contains("已登记");
    }

    @Test
    void volumeAndTestAreAskedForAndTheAnswerIsShown() throws Exception {
        register(label(serial), "F01");
        try (FleetSpeaker device = new FleetSpeaker(port, market.code(), serial, KEY, "played")) {
            submit("/volume", Map.of("percent", "60"));
            await().atMost(SOON).until(() -> page().contains("data-state=\"DONE\""));
            assertThat(device.commands).singleElement().satisfies(command -> {
                assertThat(command.path("command").asString()).isEqualTo("volume");
                assertThat(command.path("value").intValue()).isEqualTo(60);
            });
            submit("/ask", Map.of("asked", "test"));
            await().atMost(SOON).until(() -> states().equals(List.of("DONE", "DONE")));
            assertThat(device.commands.getLast().path("command").asString()).isEqualTo("test");
            assertThat(submit("/volume", Map.of("percent", "101"))).contains("音量请填 0 到 100");
        }
        assertThat(trail("speaker.volume")).containsExactly("60 %");
    }

    @Test
    void aSpeakerThatCannotOrDoesNotAnswerIsShownAsSuch() throws Exception {
        register(label(serial), "F01");
        try (FleetSpeaker _ = new FleetSpeaker(port, market.code(), serial, KEY, "failed")) {
            submit("/ask", Map.of("asked", "stop"));
            await().atMost(SOON).until(() -> states().equals(List.of("FAILED")));
        }
        jdbc.update(
                "update speaker_command set state = 'SENT', sent_at = '2026-01-01' where market_id = ?",
                market.marketId());
        assertThat(page()).contains("音箱没有回答");
        for (int i = 0; i < Commands.MOST_A_MINUTE; i++) {
            submit("/ask", Map.of("asked", "test"));
        }
        assertThat(submit("/ask", Map.of("asked", "test"))).contains("一分钟内最多发 20 条指令");
    }

    @Test
    void aNewKeyCountsOnceTheSpeakerHasUsedIt() throws Exception {
        register(label(serial), "F01");
        String key;
        try (FleetSpeaker device = new FleetSpeaker(port, market.code(), serial, KEY, "played")) {
            submit("/ask", Map.of("asked", "key"));
            await().atMost(SOON).until(() -> !device.commands.isEmpty());
            key = device.commands.getFirst().path("key").asString();
            assertThat(key).matches("[0-9a-f]{64}");
            assertThat(page()).contains("等待音箱启用").doesNotContain(key);
        }
        assertThat(devices.keyText(speaker())).as("not before it was used").isEqualTo(KEY);
        new FleetSpeaker(port, market.code(), serial, key, "played").close();
        assertThat(devices.keyText(speaker())).isEqualTo(key);
        assertThat(page()).contains("已更换");
        new FleetSpeaker(port, market.code(), serial, KEY, "played").close();
        jdbc.update("update device_key_change set until_at = '2026-01-01' where market_id = ?", market.marketId());
        // The product remembers a key for ten seconds, and the broker, which asks it, for ten more.
        await().atMost(SOON.multipliedBy(2))
                .untilAsserted(() -> assertThatThrownBy(
                                () -> new FleetSpeaker(port, market.code(), serial, KEY, "played").close())
                        .hasCauseInstanceOf(Mqtt5ConnAckException.class));
        new FleetSpeaker(port, market.code(), serial, key, "played").close();
    }

    @Test
    void othersLookAndDoNot() {
        register(label(serial), "F01");
        Visitor clerk = staff.signedIn(Role.CLERK, market);
        assertThat(clerk.get(base + "/speakers").body()).contains(serial).doesNotContain("登记音箱");
        String seen = clerk.get(base + "/speakers/" + serial).body();
        assertThat(seen).contains(serial).doesNotContain("试音", "停用");
        Map<String, String> form = Map.of("_csrf", clerk.token(base + "/speakers"), "asked", "test", "stallNo", "F02");
        for (String act : List.of("/ask", "/stall", "/retire")) {
            assertThat(clerk.post(base + "/speakers/" + serial + act, form).statusCode())
                    .as(act)
                    .isEqualTo(403);
        }
        assertThat(clerk.get(base + "/new-speaker").statusCode()).isEqualTo(403);
        assertThat(clerk.get(base + "/broadcasts").statusCode()).isEqualTo(403);
        assertThat(states()).isEmpty();
    }

    private static String label(String serial) {
        return "CAISHI1;SN:" + serial + ";MK:acme;MD:S1;KEY:" + KEY;
    }

    private String register(String code, String stallNo) {
        String page = base + "/new-speaker";
        return Staff.submit(manager, page, page, Map.of("code", code, "stallNo", stallNo));
    }

    private String submit(String act, Map<String, String> form) {
        String page = base + "/speakers/" + serial;
        return Staff.submit(manager, page, page + act, form);
    }

    private String page() {
        return manager.get(base + "/speakers/" + serial).body();
    }

    private String list(String query) {
        return manager.get(base + "/speakers" + query).body();
    }

    private Device speaker() {
        return devices.bySerial(serial).orElseThrow();
    }

    private List<String> states() {
        return jdbc.queryForList(
                "select state from speaker_command where market_id = ? order by command_id",
                String.class,
                market.marketId());
    }

    private List<String> trail(String action) {
        return jdbc.queryForList(
                "select detail from identity_audit where market_id = ? and action = ?",
                String.class,
                market.marketId(),
                action);
    }
}
