/** A stall is reminded of a fee: its speaker says it once, its phone shows it until it is put away, and no money moves. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Transactions;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class FeeRemindersTest {
    private static final Pattern SEEN = Pattern.compile("(/vendor/fees/\\d+/seen)");

    @Autowired
    TestMarket markets;

    @Autowired
    TestSpeakers speakers;

    @Autowired
    Devices devices;

    @Autowired
    Users users;

    @Autowired
    Staff staff;

    @Autowired
    SpeechPlans plans;

    @Autowired
    Transactions transactions;

    @Autowired
    JdbcTemplate jdbc;

    Market market;
    PlateHolder stall;
    Device speaker;
    Visitor clerk;
    String page;

    @BeforeEach
    void openAStall() {
        market = markets.open(0);
        stall = markets.stall(market, "A01");
        speaker = speakers.registerAt(stall);
        org.awaitility.Awaitility.await()
                .until(() -> devices.bySerial(speaker.serial()).isPresent());
        clerk = staff.signedIn(Role.CLERK, market);
        page = "/manage/" + market.code() + "/reminders";
    }

    @Test
    void theSpeakerSaysItOnceADayAndThePhoneShowsItUntilItIsPutAway() {
        assertThat(remind("ELECTRICITY", "300")).contains("已提醒摊位 A01", "¥300.00", "等待播报", "还没看");
        assertThat(speakers.rows(speaker, "event", String.class)).containsExactly("FEE_DUE");
        assertThat(speakers.rows(speaker, "text", String.class)).containsExactly("您有三百元电费待缴，请及时缴纳");
        assertThat(remind("ELECTRICITY", "280")).contains("今天已经提醒过摊位 A01");
        assertThat(remind("WATER", "86.50")).contains("¥86.50");
        assertThat(speakers.rows(speaker, "text", String.class))
                .containsExactly("您有三百元电费待缴，请及时缴纳", "您有八十六点五元水费待缴，请及时缴纳");
        assertThat(audit()).containsExactly("ELECTRICITY ¥300.00", "WATER ¥86.50");

        Visitor vendor = vendor(stall);
        String phone = vendor.get("/vendor").body();
        assertThat(phone).contains("电费 ¥300.00 待缴", "水费 ¥86.50 待缴");
        Matcher latest = SEEN.matcher(phone);
        assertThat(latest.find()).isTrue();
        Staff.submit(vendor(markets.stall(market, "A02")), "/vendor", latest.group(1), Map.of());
        assertThat(vendor.get("/vendor").body())
                .as("another vendor puts nothing away")
                .contains("水费");
        assertThat(Staff.submit(vendor, "/vendor", latest.group(1), Map.of()))
                .contains("电费 ¥300.00 待缴")
                .doesNotContain("水费");
        assertThat(clerk.get(page).body()).containsOnlyOnce("还没看");
        assertThat(vendor.get("/vendor/today").body()).as("no money").contains("¥0.00");
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(clerk.get("/manage/" + market.code() + "/announcements").body())
                .as("no payment")
                .doesNotContain("300.00");
    }

    @Test
    void inQuietHoursItIsOnlyShown() {
        int minute = LocalTime.ofInstant(speakers.now(), market.timeZone()).toSecondOfDay() / 60;
        SpeechChoice quiet = new SpeechChoice(
                "", "", "", null, null, Math.floorMod(minute - 60, 1440), (minute + 60) % 1440, null, null);
        transactions.run(() -> plans.choose(TestSpeakers.stallOf(speaker), quiet));
        assertThat(remind("RENT", "1500")).contains("安静时段，只在手机上");
        assertThat(speakers.states(speaker)).containsExactly("QUIET");
        assertThat(vendor(stall).get("/vendor").body()).contains("租金 ¥1,500.00 待缴");
    }

    @Test
    void whatIsNoFeeIsRefused() {
        assertThat(remind("RENT", "0")).contains("role=\"alert\"", "金额要大于 0");
        assertThat(remind("RENT", "-5")).contains("role=\"alert\"");
        assertThat(remind("RENT", "many")).contains("金额请填元");
        assertThat(remind("RENT", "1000000.01")).contains("role=\"alert\"");
        String other = Staff.submit(clerk, page, page, Map.of("stall", "Z99", "kind", "RENT", "amount", "5"));
        assertThat(other).contains("没有摊位 Z99");
        assertThat(speakers.rows(speaker, "event", String.class)).isEmpty();
    }

    @Test
    void onlyWhoSeesToTheMarketsMoneyReminds() {
        Visitor inspector = staff.signedIn(Role.INSPECTOR, market);
        assertThat(inspector.get(page).statusCode()).isEqualTo(403);
        Visitor stranger = staff.signedIn(Role.MANAGER, markets.open(0));
        assertThat(stranger.get(page).statusCode()).isEqualTo(404);
        assertThat(vendor(stall).get(page).statusCode()).isEqualTo(403);
        String list = "/manage/" + market.code() + "/stalls";
        assertThat(clerk.get(list).body()).contains("提醒缴费");
        assertThat(inspector.get(list).body()).doesNotContain("提醒缴费");
    }

    private String remind(String kind, String amount) {
        return Staff.submit(clerk, page, page, Map.of("stall", "A01", "kind", kind, "amount", amount));
    }

    private Visitor vendor(PlateHolder holder) {
        String name = "fee-" + UUID.randomUUID();
        users.add(
                name,
                "老王",
                "a long enough password",
                Role.VENDOR,
                market.marketId(),
                holder.vendor().vendorId());
        Visitor visitor = new Visitor();
        visitor.signIn(name, "a long enough password");
        return visitor;
    }

    private List<String> audit() {
        return jdbc.queryForList(
                "select detail from identity_audit where market_id = ? and action = 'fee.remind' order by audit_id",
                String.class,
                market.marketId());
    }
}
