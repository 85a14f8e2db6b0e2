/** Manager and vendor choose on their pages how sums are told, hear it, and nobody chooses for another. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.market.PlateHolder;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class SpeechPagesTest {
    @Autowired
    TestMarket markets;

    @Autowired
    TestSpeakers speakers;

    @Autowired
    Markets register;

    @Autowired
    Devices devices;

    @Autowired
    Users users;

    @Autowired
    Staff staff;

    @Autowired
    SpeechPlans plans;

    @Autowired
    StallSpeakers order;

    Market market;
    PlateHolder stall;
    Device speaker;

    @BeforeEach
    void openAStall() {
        market = markets.open(0);
        stall = markets.stall(market, "A01");
        speaker = speakers.registerAt(stall);
        org.awaitility.Awaitility.await()
                .until(() -> register.byCode(market.code()).isPresent());
    }

    @Test
    void theManagerChoosesForTheMarketAndHearsIt() {
        Visitor manager = staff.signedIn(Role.MANAGER, market);
        String page = "/manage/" + market.code() + "/speech";
        String saved = Staff.submit(
                manager,
                page,
                page,
                Map.of(
                        "wording",
                        "OWN",
                        "ownWords",
                        "{wallet}进账{amount}",
                        "language",
                        "zh",
                        "volume",
                        "7",
                        "quietFrom",
                        "23:30",
                        "quietUntil",
                        "05:00",
                        "expirySeconds",
                        "45",
                        "tellsWaiting",
                        "yes"));
        assertThat(saved).contains("已保存").contains("value=\"23:30\"").contains("{wallet}进账{amount}");
        SpeechPlan plan = plans.of(stallKey());
        assertThat(plan.wording()).isEqualTo(Wording.OWN);
        assertThat(plan.volume()).hasValue(7);
        assertThat(plan.news()).hasSeconds(45);
        assertThat(plan.tellsWaiting()).isTrue();
        assertThat(saved).contains("selected=\"selected\">报：请付十二点五元");

        String refused = Staff.submit(manager, page, page, Map.of("wording", "OWN", "ownWords", "[v16]进账"));
        assertThat(refused).contains("role=\"alert\"").contains("要有一个 {amount}");
        assertThat(plans.of(stallKey()).wording()).isEqualTo(Wording.OWN);

        String tested = Staff.submit(manager, page, page + "/test", Map.of("stall", "A01"));
        assertThat(tested).contains("音箱测试，声音正常");
        assertThat(speakers.rows(speaker, "event", String.class)).containsExactly("TEST");
        assertThat(speakers.rows(speaker, "amount_fen", Long.class)).containsExactly(0L);
        var sample = manager.get(page + "/sample.wav");
        assertThat(sample.statusCode())
                .as("needs espeak-ng: apt-get install espeak-ng")
                .isEqualTo(200);
        assertThat(sample.headers().firstValue("Content-Type")).contains("audio/wav");
    }

    @Test
    void theVendorHasTheDaysTotalReadAloud() {
        Visitor vendor = vendor();
        assertThat(Staff.submit(vendor, "/vendor", "/vendor/today/say", Map.of()))
                .contains("今天还没有收款");
        assertThat(speakers.rows(speaker, "event", String.class)).isEmpty();
        Staff.submit(vendor, "/vendor", "/vendor/cash", Map.of("request", "say-total", "amount", "8.00"));
        String said = Staff.submit(vendor, "/vendor", "/vendor/today/say", Map.of());
        assertThat(said).contains("音箱正在念");
        assertThat(speakers.rows(speaker, "event", String.class)).containsExactly("DAY_TOTAL");
        assertThat(speakers.rows(speaker, "text", String.class))
                .containsExactly(AnnouncementText.dayTotal(1, Money.ofFen(800), Locale.CHINESE));
        devices.retire(speaker);
        assertThat(Staff.submit(vendor, "/vendor", "/vendor/today/say", Map.of()))
                .contains("没有能念的音箱");
    }

    @Test
    void whoDoesNotRunTheMarketChoosesNothing() {
        String page = "/manage/" + market.code() + "/speech";
        Visitor clerk = staff.signedIn(Role.CLERK, market);
        Visitor stranger = staff.signedIn(Role.MANAGER, markets.open(0));
        assertThat(clerk.get(page).body()).contains("disabled");
        assertThat(clerk.post(page, Map.of("wording", "SHORT", "_csrf", clerk.token(page)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(stranger.get(page).statusCode()).isEqualTo(404);
        assertThat(plans.of(stallKey()).wording()).isEqualTo(Wording.PLAIN);
    }

    @Test
    void theVendorChoosesForTheStallAndWhoSpeaksFirst() {
        Visitor vendor = vendor();
        String page = "/vendor/speech";
        assertThat(vendor.get(page).body()).contains("某厂 S9", "第一个播报", "跟市场一样（微信收款十二点五元）");
        String saved = Staff.submit(
                vendor,
                page,
                page,
                Map.of("wording", "THANKS", "volume", "10", "quietFrom", "13:00", "quietUntil", "14:00"));
        assertThat(saved).contains("已保存");
        assertThat(plans.of(stallKey()).wording()).isEqualTo(Wording.THANKS);
        assertThat(plans.of(stallKey()).tellsWaiting())
                .as("the market does not")
                .isFalse();
        assertThat(plans.choice(new StallKey(market.marketId(), SpeechPlans.WHOLE_MARKET)))
                .as("the market's own choice is not touched")
                .isEqualTo(SpeechChoice.NOTHING);
        Staff.submit(vendor, page, page, Map.of("tellsWaiting", "yes"));
        assertThat(plans.of(stallKey()).tellsWaiting()).isTrue();
        Staff.submit(vendor, page, page, Map.of("tellsWaiting", "no"));
        assertThat(plans.choice(stallKey()).tellsWaiting()).isFalse();
        assertThat(Staff.submit(vendor, page, page, Map.of("tellsWaiting", "perhaps")))
                .contains("role=\"alert\"");
        assertThat(Staff.submit(vendor, page, page, Map.of("quietFrom", "13:00")))
                .contains("安静时段要填开始和结束两个时间");

        long phone = -Objects.requireNonNull(speaker.stallId());
        Staff.submit(vendor, page, page + "/first", Map.of("speaker", Long.toString(phone)));
        assertThat(order.placeOf(stallKey(), phone)).isZero();
        assertThat(order.placeOf(stallKey(), speaker.deviceId())).isOne();
        assertThat(vendor.post(page + "/first", Map.of("speaker", "12345", "_csrf", vendor.token(page)))
                        .statusCode())
                .isEqualTo(404);

        assertThat(Staff.submit(vendor, page, page + "/test", Map.of())).contains("音箱测试，声音正常");
        assertThat(speakers.rows(speaker, "state", String.class)).containsExactly("QUEUED");
    }

    private Visitor vendor() {
        String name = "speech-" + UUID.randomUUID();
        users.add(
                name,
                "老王",
                "a long enough password",
                Role.VENDOR,
                market.marketId(),
                stall.vendor().vendorId());
        Visitor visitor = new Visitor();
        visitor.signIn(name, "a long enough password");
        return visitor;
    }

    private StallKey stallKey() {
        return TestSpeakers.stallOf(speaker);
    }
}
