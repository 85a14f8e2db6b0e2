/** A forged label holds a speaker's serial only until somebody has the box: what has come with its key is moved by the bank alone. */
package org.caishi.speaker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
class ClaimsTest {
    private static final String KEY = "9f86d081884c7d659a2feaa0c55ad015";
    private static final String FORGED = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f";
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
    Market other;
    Visitor manager;
    Visitor stranger;
    String serial;

    @BeforeEach
    void open() {
        market = markets.open(0);
        other = markets.open(0);
        markets.stall(market, "C01");
        manager = staff.signedIn(Role.MANAGER, market);
        stranger = staff.signedIn(Role.MANAGER, other);
        serial = "CL-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void aForgedLabelGivesWayToTheBoxAndNotBack() throws Exception {
        assertThat(register(stranger, other, FORGED)).contains("已登记", "登记以后还没有连上过");
        assertThatThrownBy(this::connected).hasCauseInstanceOf(Mqtt5ConnAckException.class);
        assertThat(page(stranger, other)).contains("用另一把密钥来连接", "密钥不对，已拒绝");

        assertThat(register(manager, market, KEY)).contains("先前的登记已停用");
        assertThat(owner()).isEqualTo(market.marketId());
        assertThat(trail(other, "speaker.lose")).containsExactly("registered anew: never connected there");
        assertThat(trail(market, "speaker.take")).containsExactly("never connected there");
        assertThat(stranger.get(address(other)).statusCode()).isEqualTo(404);

        come();
        assertThat(page(manager, market)).doesNotContain("登记以后还没有连上过");
        for (String key : List.of(FORGED, KEY)) {
            assertThat(register(stranger, other, key)).contains("已在别的市场登记并在使用");
        }
        assertThat(owner()).isEqualTo(market.marketId());
    }

    @Test
    void aLabelThatWasScannedWrongIsPutRightInItsOwnMarket() throws Exception {
        register(manager, market, FORGED);
        assertThat(register(manager, market, FORGED)).contains("已经登记过");
        assertThat(register(manager, market, KEY)).contains("先前的登记已停用");
        assertThat(devices.keyText(devices.bySerial(serial).orElseThrow())).isEqualTo(KEY);
        come();
        assertThat(register(manager, market, FORGED)).contains("已经登记过");
    }

    @Test
    void whatHasComeIsHeldAfterItsConnectionHasEnded() throws Exception {
        register(manager, market, KEY);
        come();
        await().atMost(SOON)
                .until(() -> devices.health(market.marketId()).stream().anyMatch(one -> one.lastSeenAt() != null));
        assertThat(register(stranger, other, KEY)).contains("已在别的市场登记并在使用");
    }

    @Test
    void onlyTheBankMovesOneThatHasComeAndSaysWhy() throws Exception {
        register(manager, market, KEY);
        come();
        Map<String, String> taking = Map.of("code", label(KEY), "stallNo", "", "take", "true", "reason", "看过盒子");
        assertThat(submit(stranger, other, taking)).contains("已在别的市场登记并在使用");
        assertThat(stranger.get("/manage/" + other.code() + "/new-speaker").body())
                .doesNotContain("name=\"take\"");

        Visitor bank = staff.signedIn(Role.OPERATOR, null);
        assertThat(submit(bank, other, Map.of("code", label(KEY), "stallNo", "", "take", "true", "reason", " ")))
                .contains("请写明怎样核实的");
        assertThat(submit(bank, other, Map.of("code", label(KEY), "stallNo", "")))
                .contains("已在别的市场登记并在使用");
        assertThat(owner()).isEqualTo(market.marketId());
        assertThat(submit(bank, other, taking)).contains("先前的登记已停用");
        assertThat(owner()).isEqualTo(other.marketId());
        assertThat(trail(market, "speaker.lose")).containsExactly("registered anew: 看过盒子");
        assertThat(trail(other, "speaker.take")).containsExactly("看过盒子");
    }

    /** The box connects and tells its state. */
    private void come() throws Exception {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(
                        () -> { // the broker remembers a refusal for ten seconds
                            connected().close();
                            return true;
                        });
        try (FleetSpeaker box = connected()) {
            box.tell("state", "{\"online\":true}");
            await().atMost(SOON).until(() -> page(manager, market).contains("<span>在线"));
        }
    }

    private FleetSpeaker connected() throws Exception {
        return new FleetSpeaker(port, market.code(), serial, KEY, "played");
    }

    private String register(Visitor who, Market where, String key) {
        return submit(who, where, Map.of("code", label(key), "stallNo", ""));
    }

    private static String submit(Visitor who, Market where, Map<String, String> form) {
        String page = "/manage/" + where.code() + "/new-speaker";
        return Staff.submit(who, page, page, form);
    }

    private String page(Visitor who, Market where) {
        return who.get(address(where)).body();
    }

    private String address(Market where) {
        return "/manage/" + where.code() + "/speakers/" + serial;
    }

    private String label(String key) {
        return "CAISHI1;SN:" + serial + ";MK:acme;MD:S1;KEY:" + key;
    }

    private long owner() {
        return devices.bySerial(serial).orElseThrow().marketId();
    }

    private List<String> trail(Market where, String action) {
        return jdbc.queryForList(
                "select detail from identity_audit where market_id = ? and action = ?",
                String.class,
                where.marketId(),
                action);
    }
}
