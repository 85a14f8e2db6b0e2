/** What a manager says is said by each speaker once, and the ledger has it. */
package org.caishi.speaker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class BroadcastPagesTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"(\\d+)\"");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WORDS = "市场还有十五分钟关门。";

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
    Stall stall;
    Device first;
    Device second;
    Device hall;
    Visitor manager;
    String page;

    @BeforeEach
    void open() {
        market = markets.open(0);
        stall = markets.stall(market, "B01").stall();
        first = register(stall.stallId());
        second = register(markets.stall(market, "B02").stall().stallId());
        hall = register(null);
        manager = staff.signedIn(Role.MANAGER, market);
        page = "/manage/" + market.code() + "/broadcasts";
    }

    @Test
    void eachSpeakerSaysItOnceThoughTheButtonIsPressedTwice() throws Exception {
        try (FleetSpeaker one = speaker(first);
                FleetSpeaker two = speaker(second);
                FleetSpeaker three = speaker(hall)) {
            Map<String, String> form = form("", WORDS, "5");
            manager.post(page, form);
            manager.post(page, form);
            await().atMost(SOON).until(() -> manager.get(page).body().contains("3 / 3"));
            assertThat(one.said).singleElement().satisfies(say -> {
                assertThat(say.path("text").asString()).isEqualTo(WORDS);
                assertThat(say.path("kind").asString()).isEqualTo("notice");
                assertThat(say.path("amountFen").isNull()).isTrue();
            });
            assertThat(two.said).hasSize(1);
            assertThat(three.said).hasSize(1);
        }
        assertThat(states()).containsExactly("SPOKEN", "SPOKEN", "SPOKEN");
        assertThat(jdbc.queryForList(
                        "select detail from identity_audit where market_id = ? and action = 'speaker.broadcast'",
                        String.class,
                        market.marketId()))
                .containsExactly(WORDS);
    }

    @Test
    void aZoneHearsWhatIsForIt() throws Exception {
        try (FleetSpeaker one = speaker(first);
                FleetSpeaker two = speaker(second)) {
            manager.post(page, form(Long.toString(stall.zoneId()), WORDS, "1"));
            await().atMost(SOON).until(() -> manager.get(page).body().contains("1 / 1"));
            manager.post(page, form("", "地面湿滑", "1"));
            await().atMost(SOON).until(() -> !two.said.isEmpty());
            assertThat(one.said).hasSize(2);
            assertThat(two.said).extracting(say -> say.path("text").asString()).containsExactly("地面湿滑");
        }
    }

    @Test
    void whatNobodySaidInTimeIsListedAsNotSaid() {
        manager.post(page, form("", WORDS, "1"));
        jdbc.update("update speaker_announcement set expires_at = '2026-01-01' where market_id = ?", market.marketId());
        await().atMost(SOON)
                .until(() -> states().stream().allMatch(state -> state.equals("EXPIRED") || state.equals("FAILED")));
        assertThat(manager.get(page).body()).contains("0 / 3").contains("<td class=\"number\">3</td>");
    }

    @Test
    void whatCannotBeSaidAndTooMuchAreRefusedInWords() {
        assertThat(send("", "字".repeat(101), "5")).contains("最多 100 个汉字");
        assertThat(send("", "𠮷野家", "5")).contains("念不出");
        assertThat(send("", "  ", "5")).contains("请填写广播内容");
        assertThat(send("", WORDS, "7")).contains("填写有误");
        assertThat(send("4711", WORDS, "5")).contains("填写有误");
        assertThat(states()).isEmpty();
        for (int i = 0; i < Broadcasts.MOST; i++) {
            assertThat(send("", WORDS, "5")).contains("已交给音箱");
        }
        assertThat(send("", WORDS, "5")).contains("10 分钟内最多广播 5 次");
        assertThat(states()).hasSize(3 * Broadcasts.MOST);
    }

    private String send(String zone, String text, String minutes) {
        return Staff.submit(manager, page, page, form(zone, text, minutes));
    }

    private Map<String, String> form(String zone, String text, String minutes) {
        Matcher ticket = TICKET.matcher(manager.get(page).body());
        assertThat(ticket.find()).isTrue();
        Map<String, String> form = new HashMap<>();
        form.put("ticket", ticket.group(1));
        form.put("zone", zone);
        form.put("text", text);
        form.put("minutes", minutes);
        form.put("_csrf", manager.token(page));
        return form;
    }

    private List<String> states() {
        return jdbc.queryForList(
                "select state from speaker_announcement where market_id = ? and event = 'NOTICE'",
                String.class,
                market.marketId());
    }

    private FleetSpeaker speaker(Device device) throws Exception {
        return new FleetSpeaker(port, market.code(), device.serial(), KEY, "played");
    }

    private Device register(@Nullable Long stallId) {
        return devices.register(new NewDevice(
                market.marketId(),
                "BC-" + UUID.randomUUID().toString().substring(0, 8),
                DeviceKind.SPEAKER,
                "acme",
                "S1",
                Registration.PROTOCOL,
                LinkKind.MQTT,
                "",
                Map.of(),
                stallId,
                null,
                KEY));
    }
}
