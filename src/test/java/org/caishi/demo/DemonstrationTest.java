/** The demonstration is there at the first start, whole, and stays as it is at the next. */
package org.caishi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.caishi.catalog.Goods;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.HashedPassword;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.MarketKind;
import org.caishi.market.Markets;
import org.caishi.market.PlateHolder;
import org.caishi.market.Plates;
import org.caishi.market.Stall;
import org.caishi.market.StallState;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.settlement.FeePayer;
import org.caishi.settlement.SplitRule;
import org.caishi.settlement.SplitRules;
import org.caishi.testing.ProductTest;
import org.caishi.units.BasisPoints;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class DemonstrationTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final List<String> TABLES = List.of(
            "market_market",
            "market_zone",
            "market_stall",
            "market_vendor",
            "market_plate",
            "catalog_good",
            "catalog_price",
            "device_device",
            "channel_merchant",
            "settlement_rule",
            "identity_user");

    @Autowired
    Demonstration demonstration;

    @Autowired
    Seeding seeding;

    @Autowired
    StartBlock startBlock;

    @Autowired
    Users users;

    @Autowired
    Markets markets;

    @Autowired
    Stalls stalls;

    @Autowired
    Plates plates;

    @Autowired
    Goods goods;

    @Autowired
    Merchants merchants;

    @Autowired
    Devices devices;

    @Autowired
    SplitRules rules;

    @Autowired
    JdbcTemplate jdbc;

    private final JsonMapper json = new JsonMapper();

    @Test
    void bothMarketsStandWithAllStallsTrading() {
        Market laocheng = market("laocheng");
        Market hepan = market("hepan");

        assertThat(laocheng.marketId()).isEqualTo(101);
        assertThat(hepan.marketId()).isEqualTo(102);
        assertThat(hepan.day().cutHour()).isEqualTo(4);
        assertThat(markets.zones(101)).hasSize(6);
        assertThat(stalls.of(101)).hasSize(120).extracting(Stall::state).containsOnly(StallState.TRADING);
        assertThat(stalls.of(102)).hasSize(40).extracting(Stall::state).containsOnly(StallState.TRADING);
        assertThat(plates.of(101)).hasSize(120);
        assertThat(plates.of(102)).hasSize(40);
    }

    @Test
    void everyVendorHasGoodsASubMerchantAndASignIn() {
        for (PlateHolder holder : plates.of(101)) {
            long vendorId = holder.vendor().vendorId();
            assertThat(goods.of(101, vendorId)).hasSizeBetween(5, 12);
            assertThat(merchants.merchantNo(101, vendorId, ChannelName.WECHAT))
                    .hasValueSatisfying(number -> assertThat(number).startsWith("1900000"));
            assertThat(merchants.merchantNo(101, vendorId, ChannelName.UNIONPAY))
                    .hasValueSatisfying(number -> assertThat(number).matches("898331900000\\d{3}"));
            assertThat(users.exists(holder.stall().stallNo())).isTrue();
        }
        assertThat(users.exists("hepan-s01")).isTrue();
        assertThat(users.exists("hepan-g16")).isTrue();
    }

    @Test
    void everyWeighedStallHasAScaleAndEveryStallOneSpeaker() {
        Map<String, Integer> protocols = new HashMap<>();
        for (Device device : devices.of(101)) {
            protocols.merge(device.protocol(), 1, Integer::sum);
        }
        assertThat(protocols)
                .isEqualTo(Map.of("yaohua-tf0", 60, "caishi-json", 60, "syn6288", 6, "caishi-speaker", 114));
        assertThat(devices.of(102).stream()
                        .filter(device -> device.kind() == DeviceKind.SCALE)
                        .count())
                .isEqualTo(24);
        assertThat(devices.of(102).stream()
                        .filter(device -> device.kind() == DeviceKind.SPEAKER)
                        .count())
                .isEqualTo(40);
    }

    @Test
    void theSplitRulesAreThoseOfMarketZoneAndVendor() {
        assertThat(commission("A01")).isEqualTo(BasisPoints.of(60));
        assertThat(commission("D07")).isEqualTo(BasisPoints.of(80));
        assertThat(feePayer("A01")).isEqualTo(FeePayer.VENDOR);
        assertThat(feePayer("F20")).isEqualTo(FeePayer.MARKET);
    }

    @Test
    void seedingAgainChangesNothing() {
        Map<String, Long> before = sums();

        demonstration.seed();

        assertThat(sums()).isEqualTo(before);
    }

    @Test
    void whatIsWrittenIsWhatTheSeedSays() {
        List<String> seeded =
                DemoMarket.laocheng().stalls().map(DemoStall::token).toList();

        assertThat(plates.of(101)).extracting(holder -> holder.plate().token()).containsExactlyElementsOf(seeded);
    }

    @Test
    void aMarketThatCannotBeSownWholeIsNotSownAtAll() {
        DemoDrawing draw = new DemoDrawing(30_201, "sown-", 1_900_000_501L);
        DemoZone first = draw.zone("A", "蔬菜", 4, Assortment.VEGETABLES);
        Market market = new Market(
                30_201, "sown", "试验市场", MarketKind.FARMERS, "试验路 1 号", ZoneId.of("Asia/Shanghai"), 0, "12315");
        HashedPassword password = users.hashed(Demonstration.PASSWORD);

        assertThatThrownBy(() -> seeding.sow(new DemoMarket(market, List.of(first, first), "A02"), password, password))
                .isInstanceOf(BadInput.class);

        assertThat(markets.byCode("sown")).isEmpty();
        assertThat(stalls.of(30_201)).isEmpty();
        assertThat(devices.bySerial("scale-30201-a01")).isEmpty();
        assertThat(users.exists("sown-a01")).isFalse();
        seeding.sow(new DemoMarket(market, List.of(first), "A02"), password, password);
        assertThat(plates.of(30_201)).hasSize(4);
    }

    @Test
    void theListOfPlatesHasTheShapeOfTheContract() {
        JsonNode list = json.readTree(new Visitor().get("/demo/plates.json").body());

        assertThat(list).hasSize(160);
        assertThat(list.get(0).propertyNames()).containsExactly("market", "stall", "vendor", "token", "url");
        for (JsonNode plate : list) {
            PlateHolder holder = plates.find(plate.get("token").asString()).orElseThrow();
            assertThat(plate.get("market").asString()).isEqualTo(holder.market().code());
            assertThat(plate.get("stall").asString()).isEqualTo(holder.stall().stallNo());
            assertThat(plate.get("vendor").asString()).isEqualTo(holder.vendor().tradeName());
            assertThat(plate.get("url").asString())
                    .startsWith("http")
                    .endsWith("/q/" + holder.plate().token());
        }
    }

    @Test
    void theListOfDevicesTellsKeysThatFit() {
        JsonNode list = json.readTree(new Visitor().get("/demo/devices.json").body());

        assertThat(list).hasSize(120 + 120 + 24 + 40);
        assertThat(list.get(0).propertyNames())
                .containsExactly("market", "serial", "kind", "protocol", "link", "stall", "key");
        JsonNode first = list.get(0);
        Device device = devices.bySerial(first.get("serial").asString()).orElseThrow();
        assertThat(first.get("key").asString()).matches("[0-9a-f]{64}").isEqualTo(devices.keyText(device));
    }

    @Test
    void theFrontPageShowsPlatesAndWaysIn() {
        HttpResponse<String> page = new Visitor().get("/demo");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("老城菜市场", "河畔夜市", ">A01<", ">S01<", Demonstration.PASSWORD, "/manage/laocheng", "/vendor")
                .doesNotContain("??");
        assertThat(new Visitor().get("/demo?lang=en").body())
                .contains("Caishi demonstration")
                .doesNotContain("??");
    }

    @Test
    void theStartBlockTellsEveryEnd() {
        assertThat(startBlock.text())
                .contains("/demo", "/q/", "/vendor", "/manage/laocheng", "a01 / caishi-demo", "bank / caishi-demo")
                .contains(":" + System.getProperty("CAISHI_MQTT_PORT"), ":" + System.getProperty("CAISHI_SCALE_PORT"));
    }

    @Test
    void theDemonstrationsPeopleMaySignIn() {
        assertThat(new Visitor().signIn("a01", Demonstration.PASSWORD)).endsWith("/vendor");
        assertThat(new Visitor().signIn("laocheng", Demonstration.PASSWORD)).endsWith("/manage");
        assertThat(new Visitor().signIn("bank", Demonstration.PASSWORD)).endsWith("/manage");
    }

    @Test
    void aDesksBrowserIsLedToTheStallAsIfItWereWechat() {
        String token = DemoMarket.laocheng().stalls().findFirst().orElseThrow().token();
        Visitor visitor = new Visitor();

        HttpResponse<String> asked = visitor.get("/demo/as/wechat/" + token);

        assertThat(asked.headers().firstValue("Location")).hasValue("/q/" + token);
        HttpResponse<String> page = visitor.get("/q/" + token);
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElse("")).contains("/connect/oauth2/authorize");
        visitor.get("/demo/as/browser/" + token);
        assertThat(visitor.get("/q/" + token).statusCode()).isEqualTo(200);
    }

    private Map<String, Long> sums() {
        Map<String, Long> sums = new HashMap<>();
        for (String table : TABLES) {
            sums.put(
                    table,
                    Objects.requireNonNull(jdbc.queryForObject(
                            "select count(*) from " + table + " where market_id in (101, 102)", Long.class)));
        }
        return sums;
    }

    private BasisPoints commission(String stallNo) {
        return rule(stallNo).commission();
    }

    private FeePayer feePayer(String stallNo) {
        return rule(stallNo).feePayer();
    }

    private SplitRule rule(String stallNo) {
        PlateHolder holder = plates.of(101).stream()
                .filter(plate -> plate.stall().stallNo().equals(stallNo))
                .findFirst()
                .orElseThrow();
        return rules.inForce(
                101,
                DAY,
                holder.stall().zoneId(),
                holder.vendor().category(),
                holder.vendor().vendorId());
    }

    private Market market(String code) {
        return markets.byCode(code).orElseThrow();
    }
}
