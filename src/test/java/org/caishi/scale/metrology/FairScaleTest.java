/** Goods are weighed again on the fair scale, judged by the rule of the day, and the record says all that decided. */
package org.caishi.scale.metrology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.scale.Display;
import org.caishi.scale.LiveWeights;
import org.caishi.scale.metrology.ScaleFloor.Floor;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.units.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class FairScaleTest {
    @Autowired
    ScaleFloor floors;

    @Autowired
    TestMarket markets;

    @Autowired
    Staff staff;

    @Autowired
    Devices devices;

    @Autowired
    LiveWeights live;

    @Autowired
    JdbcTemplate jdbc;

    private Floor floor;
    private Visitor inspector;
    private String fair;
    private String desk;

    @BeforeEach
    void openAMarketWithAFairScale() {
        floor = floors.open();
        Device scale =
                floors.scale(floor.market(), null, floors.today(floor.market()).plusDays(100));
        fair = Long.toString(scale.deviceId());
        desk = floor.base() + "/fair-scale";
        Visitor manager = staff.signedIn(Role.MANAGER, floor.market());
        String page = floor.base() + "/scales/" + fair;
        Staff.submit(
                manager,
                page,
                page,
                Map.of("maxKg", "15", "intervalGrams", "5", "accuracyClass", "III", "cycleMonths", "6", "fair", "on"));
        inspector = staff.signedIn(Role.INSPECTOR, floor.market());
    }

    @Test
    void shortWeightIsFoundOnTheSameScaleAndWithinTheLimitOnAnEqualOne() {
        long sale = floors.sell(floor, 4_500, 500);
        String same = reweigh(sale, Map.of("method", "SAME", "actualKg", "4.39"));
        assertThat(same)
                .contains("data-outcome=\"OVER\"", "data-settled>4.500 kg<", "data-actual>4.390 kg<")
                .contains("data-limit>100 g<", "data-source>手输<", "1:100", "retail-weighing-2004", "测试菜市场")
                .contains("即 ¥500.00", "消费者签字");
        String equal = reweigh(sale, Map.of("method", "EQUAL", "actualKg", "4.39"));
        assertThat(equal)
                .contains("data-outcome=\"WITHIN\"", "data-limit>200 g<")
                .doesNotContain("data-compensation");
        assertThat(jdbc.queryForList(
                        "select concat_ws(' ', outcome, kind, class_by_kind, class_by_price, basis, method, limit_grams,"
                                + " actual_source, fair_state) from scale_reweigh where market_id = ? order by reweigh_id",
                        String.class,
                        floor.market().marketId()))
                .containsExactly(
                        "OVER VEGETABLES 1:100 1:100 KIND SAME 100 TYPED UNCHECKED",
                        "WITHIN VEGETABLES 1:100 1:100 KIND EQUAL 200 TYPED UNCHECKED");
        assertThat(inspector.get(floor.base() + "/reweighs?choice=OVER").body())
                .contains("110 g")
                .doesNotContain("data-outcome=\"WITHIN\"");
    }

    @Test
    void aPersonMayCallTheGoodsWhatTheyAre() {
        long sale = floors.sell(floor, 1_000, 9_600);
        assertThat(reweigh(sale, Map.of("kind", "SEAFOOD", "method", "SAME", "actualKg", "0.996")))
                .contains("data-outcome=\"WITHIN\"", "2:5", "3:2");
        assertThat(reweigh(sale, Map.of("kind", "SEAFOOD", "basis", "PRICE", "method", "SAME", "actualKg", "0.996")))
                .contains("data-outcome=\"OVER\"");
        assertThat(reweigh(sale, Map.of("kind", "LIVE_FISH", "method", "SAME", "actualKg", "0.5")))
                .contains("data-outcome=\"EXEMPT\"");
    }

    @Test
    void aSaleIsFoundByItsNumberByItsOrderOrAtItsStall() {
        long sale = floors.sell(floor, 1_234, 500);
        String line = "/fair-scale/reweigh/" + sale + "/1";
        assertThat(inspector.get(desk + "?number=" + sale).body()).contains(line, "1.234 kg");
        assertThat(inspector.get(desk + "?stall=A1").body()).contains(line);
        long order = sale + 1;
        jdbc.update(
                "update scale_weighing set order_no = ? where market_id = ? and weighing_id = ?",
                order,
                floor.market().marketId(),
                sale);
        String number = ReceiptNumber.printed(floor.market().marketId(), order);
        assertThat(new org.caishi.payment.OrderNumber(floor.market().marketId(), order))
                .hasToString(number);
        assertThat(inspector.get(desk + "?number=" + number).body()).contains(line);
        assertThat(inspector
                        .get(desk + "?number=https://pay.example/q/orders/" + number)
                        .body())
                .contains(line);
        assertThat(inspector.get(desk + "?number=nonsense").body()).contains("没有找到称重记录");
    }

    @Test
    void aScaleThatIsSilentGivesNoLiveWeight() {
        long sale = floors.sell(floor, 1_000, 500);
        assertThat(inspector.get(desk + "/" + fair + "/live").body()).contains("公平秤没有信号");
        assertThat(reweigh(sale, Map.of("source", "LIVE", "actualKg", "0.9"))).contains("公平秤没有稳定的读数");
        assertThat(reweigh(sale, Map.of("actualKg", ""))).contains("看不懂重量");
        assertThat(jdbc.queryForObject(
                        "select count(*) from scale_reweigh where market_id = ?",
                        Integer.class,
                        floor.market().marketId()))
                .isZero();
    }

    @Test
    void aLiveWeightIsReadWhenTheRecordIsMadeWhateverWasTyped() {
        long sale = floors.sell(floor, 1_000, 500);
        Device device = devices.byId(floor.market().marketId(), Long.parseLong(fair));
        Display.shows(live, device, Weight.ofGrams(870), false);
        assertThat(reweigh(sale, Map.of("source", "LIVE"))).contains("公平秤没有稳定的读数");
        Display.shows(live, device, Weight.ofGrams(960), true);
        assertThat(inspector.get(desk + "/" + fair + "/live").body()).contains("0.960 kg");
        assertThat(reweigh(sale, Map.of("source", "LIVE", "actualKg", "0.5")))
                .contains("data-actual>0.960 kg<", "data-source>直读<", "data-outcome=\"WITHIN\"");
    }

    @Test
    void theDailyCheckDecidesWhetherTheFairScaleMayBeReliedOn() {
        String page = desk + "/" + fair + "/check";
        long sale = floors.sell(floor, 1_000, 500);
        String form = desk + "/reweigh/" + sale + "/1";
        assertThat(inspector.get(form).body()).contains("data-fair-state=\"UNCHECKED\"", "复秤结果仅供参考");

        assertThat(check(page, "7.500", "7.511", "7.505")).contains("核查不合格", "data-fair-state=\"FAILED\"", "11 g");
        assertThat(inspector.get(form).body()).contains("data-fair-state=\"FAILED\"", "复秤结果仅供参考");
        assertThat(check(page, "7.500", "7.510", "7.505")).contains("核查合格", "data-fair-state=\"PASSED\"");
        assertThat(inspector.get(form).body())
                .contains("data-fair-state=\"PASSED\"")
                .doesNotContain("复秤结果仅供参考");
        assertThat(check(page, "7.500", "3.000", "7.505")).contains("读数要在最大秤量 15.000 千克的 40% 至 60% 之间");
        assertThat(check(page, "7.500", "", "7.505")).contains("请填写全部 3 次读数");
        assertThat(jdbc.queryForList(
                        "select passed from scale_fair_check where market_id = ? order by check_id",
                        Boolean.class,
                        floor.market().marketId()))
                .containsExactly(false, true);
    }

    @Test
    void aRecordIsNeverChanged() {
        reweigh(floors.sell(floor, 1_000, 500), Map.of("actualKg", "0.9"));
        for (String table : List.of("scale_reweigh", "scale_fair_check", "scale_verification", "scale_unverified")) {
            assertThat(catching(() -> jdbc.update(
                            "delete from " + table + " where market_id = ?",
                            floor.market().marketId())))
                    .as(table)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void anotherMarketsSalesAndRecordsDoNotExist() {
        long sale = floors.sell(floor, 1_000, 500);
        reweigh(sale, Map.of("actualKg", "0.9"));
        Long record = jdbc.queryForObject(
                "select reweigh_id from scale_reweigh where market_id = ?",
                Long.class,
                floor.market().marketId());
        Market other = markets.open(0);
        Visitor stranger = staff.signedIn(Role.MANAGER, other);
        String theirs = "/manage/" + other.code();
        for (String path : List.of(
                desk,
                floor.base() + "/reweighs/" + record,
                theirs + "/reweighs/" + record,
                theirs + "/fair-scale/reweigh/" + sale + "/1",
                theirs + "/fair-scale/" + fair + "/check",
                theirs + "/fair-scale/" + fair + "/live",
                floor.base() + "/fair-scale/" + floor.scale().deviceId() + "/check")) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(stranger.get(theirs + "/fair-scale?number=" + sale).body()).contains("没有找到称重记录");
    }

    private String reweigh(long sale, Map<String, String> said) {
        Map<String, String> form = new HashMap<>(Map.of("fair", fair, "source", "TYPED"));
        form.putAll(said);
        String page = desk + "/reweigh/" + sale + "/1";
        return Staff.submit(inspector, page, page, form);
    }

    /** Three fields of one name: as a browser sends them. */
    private String check(String page, String... readings) {
        return Staff.submit(inspector, page, page, Map.of("reading", String.join(",", readings)));
    }

    private static Throwable catching(Runnable work) {
        return org.assertj.core.api.Assertions.catchThrowable(work::run);
    }
}
