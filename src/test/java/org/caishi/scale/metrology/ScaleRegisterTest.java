/** The register keeps particulars and verifications, marks what unverified scales sell, and says what falls due. */
package org.caishi.scale.metrology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.scale.metrology.ScaleFloor.Floor;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class ScaleRegisterTest {
    @Autowired
    ScaleFloor floors;

    @Autowired
    TestMarket markets;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void theManagerChangesParticularsAndTheTrailSaysWhat() {
        Floor floor = floors.open();
        Visitor manager = staff.signedIn(Role.MANAGER, floor.market());
        String page = Staff.submit(manager, floor.page(), floor.page(), particulars("15", "5"));
        assertThat(page).contains("计量信息已保存", "value=\"DH-2024-118\"", "value=\"15\"", "value=\"2024F100-31\"");

        Staff.submit(manager, floor.page(), floor.page(), particulars("30", "10"));
        assertThat(trail(floor, "scale.register"))
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("Max g: 15000 → 30000; e mg: 5000 → 10000");
        Staff.submit(manager, floor.page(), floor.page(), particulars("30", "10"));
        assertThat(trail(floor, "scale.register")).as("nothing was changed").hasSize(2);
    }

    @Test
    void whatCannotBeReadIsRefusedAndStaysInTheForm() {
        Floor floor = floors.open();
        Visitor manager = staff.signedIn(Role.MANAGER, floor.market());
        Map<String, String> wrong = new HashMap<>(particulars("15kg", "5"));
        assertThat(Staff.submit(manager, floor.page(), floor.page(), wrong))
                .contains("看不懂重量“15kg”", "value=\"15kg\"", "value=\"DH-2024-118\"");
        wrong.putAll(Map.of("maxKg", "0.1", "minKg", "0.2"));
        assertThat(Staff.submit(manager, floor.page(), floor.page(), wrong)).contains("Min 不能大于 Max");
        assertThat(trail(floor, "scale.register")).isEmpty();
    }

    @Test
    void aVerificationEndsTheMarkingOfSales() {
        Floor floor = floors.open();
        long before = floors.sell(floor, 500, 500);
        assertThat(marked(floor)).containsExactly(before);

        Visitor manager = staff.signedIn(Role.MANAGER, floor.market());
        LocalDate today = floors.today(floor.market());
        String page = Staff.submit(
                manager, floor.page(), floor.page() + "/verifications", verification(today.minusDays(10), "Z-7"));
        assertThat(page)
                .contains("检定已录入", "Z-7", "data-standing=\"VALID\"")
                .contains(today.minusDays(10).plusMonths(12).minusDays(1).toString());
        long after = floors.sell(floor, 600, 500);

        assertThat(marked(floor)).as("the mark of the earlier sale stays").containsExactly(before);
        assertThat(manager.get(floor.base() + "/weighings/" + before).body()).contains("data-unverified");
        assertThat(manager.get(floor.base() + "/weighings/" + after).body()).doesNotContain("data-unverified");
        assertThat(manager.get(floor.base() + "/weighings/rows").body().split("data-unverified", -1))
                .as("one of the two sales of the day")
                .hasSize(2);
        assertThat(manager.get(floor.base() + "/unverified-sales").body())
                .contains(floor.scale().serial(), "data-total=\"amount\">¥2.50<");
    }

    @Test
    void aScalePastItsVerificationMarksItsSalesWithTheDayItEnded() {
        LocalDate yesterday = floors.today(floors.open().market()).minusDays(1);
        Floor floor = floors.open(yesterday);
        long sale = floors.sell(floor, 500, 500);
        assertThat(marked(floor)).containsExactly(sale);
        assertThat(jdbc.queryForObject(
                        "select valid_until from scale_unverified where market_id = ? and weighing_id = ?",
                        LocalDate.class,
                        floor.market().marketId(),
                        sale))
                .isEqualTo(yesterday);
        Floor lastDay = floors.open(yesterday.plusDays(1));
        floors.sell(lastDay, 500, 500);
        assertThat(marked(lastDay)).as("it holds through its last day").isEmpty();
    }

    @Test
    void anOlderCertificateEnteredLateDoesNotReplaceTheYounger() {
        Floor floor = floors.open();
        Visitor manager = staff.signedIn(Role.MANAGER, floor.market());
        LocalDate today = floors.today(floor.market());
        Staff.submit(manager, floor.page(), floor.page() + "/verifications", verification(today.minusDays(5), "NEW"));
        String page = Staff.submit(
                manager, floor.page(), floor.page() + "/verifications", verification(today.minusDays(400), "OLD"));
        assertThat(page).contains("data-standing=\"VALID\"", "NEW", "OLD");
        assertThat(trail(floor, "scale.verify")).hasSize(2);
    }

    @Test
    void aVerificationAheadOrForTooLongIsRefused() {
        Floor floor = floors.open();
        Visitor manager = staff.signedIn(Role.MANAGER, floor.market());
        LocalDate today = floors.today(floor.market());
        String path = floor.page() + "/verifications";
        assertThat(Staff.submit(manager, floor.page(), path, verification(today.plusDays(1), "X")))
                .contains("检定日期不能在今天之后");
        Map<String, String> long_ = new HashMap<>(verification(today, "X"));
        long_.put("validUntil", today.plusYears(2).toString());
        assertThat(Staff.submit(manager, floor.page(), path, long_)).contains("最长一年");
        Map<String, String> nameless = new HashMap<>(verification(today, ""));
        assertThat(Staff.submit(manager, floor.page(), path, nameless)).contains("请填写检定证书号和检定机构");
        assertThat(jdbc.queryForList(
                        "select verification_id from scale_verification where market_id = ?",
                        floor.market().marketId()))
                .isEmpty();
    }

    @Test
    void theLedgerFiltersByStandingAndTheHomeCountsWhatIsDue() {
        LocalDate today = floors.today(floors.open().market());
        Floor floor = floors.open(today.minusDays(3));
        String due = floors.scale(floor.market(), null, today.plusDays(30)).serial();
        String soon = floors.scale(floor.market(), null, today.plusDays(60)).serial();
        String valid = floors.scale(floor.market(), null, today.plusDays(61)).serial();
        String unknown = floors.scale(floor.market(), null, null).serial();
        Visitor inspector = staff.signedIn(Role.INSPECTOR, floor.market());

        assertThat(inspector.get(floor.base() + "/scales?choice=DUE").body())
                .contains(due)
                .doesNotContain(soon, valid, unknown, floor.scale().serial());
        assertThat(inspector.get(floor.base() + "/scales?choice=OVERDUE").body())
                .contains(floor.scale().serial())
                .doesNotContain(due, soon, valid, unknown);
        assertThat(inspector.get(floor.base()).body()).contains("已过期 1 台，无检定记录 1 台，30 天内到期 1 台，60 天内到期 1 台");
        assertThat(inspector.get(floor.base() + "/scales?choice=BROKEN").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anInspectorReadsAndMayNotWrite() {
        Floor floor = floors.open();
        Visitor inspector = staff.signedIn(Role.INSPECTOR, floor.market());
        String page = inspector.get(floor.page()).body();
        assertThat(page).contains(floor.scale().serial()).doesNotContain("id=\"verify\"");
        Map<String, String> form = new HashMap<>(particulars("15", "5"));
        form.put("_csrf", inspector.token(floor.base() + "/fair-scale"));
        assertThat(inspector.post(floor.page(), form).statusCode()).isEqualTo(403);
        assertThat(inspector.post(floor.page() + "/verifications", form).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anotherMarketsScaleDoesNotExist() {
        Floor floor = floors.open();
        Market other = markets.open(0);
        Visitor stranger = staff.signedIn(Role.MANAGER, other);
        assertThat(stranger.get(floor.page()).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/manage/" + other.code() + "/scales/"
                                + floor.scale().deviceId())
                        .statusCode())
                .isEqualTo(404);
        for (String list : List.of("/scales", "/scales.xlsx", "/scales/due.xlsx", "/unverified-sales", "/reweighs")) {
            assertThat(stranger.get(floor.base() + list).statusCode()).as(list).isEqualTo(404);
        }
    }

    private static Map<String, String> particulars(String maxKg, String intervalGrams) {
        return Map.of(
                "factoryNo", "DH-2024-118",
                "softwareVersion", "V2.3",
                "approvalNo", "2024F100-31",
                "maxKg", maxKg,
                "minKg", "0.1",
                "intervalGrams", intervalGrams,
                "accuracyClass", "III",
                "cycleMonths", "12");
    }

    private static Map<String, String> verification(LocalDate on, String certificate) {
        return Map.of(
                "verifiedOn", on.toString(), "certificateNo", certificate, "verifiedBy", "市计量测试所", "sealNo", "S-1");
    }

    private List<Long> marked(Floor floor) {
        return jdbc.queryForList(
                "select weighing_id from scale_unverified where market_id = ? order by weighing_id",
                Long.class,
                floor.market().marketId());
    }

    private List<String> trail(Floor floor, String action) {
        return jdbc.queryForList(
                "select detail from identity_audit where market_id = ? and action = ? order by audit_id",
                String.class,
                floor.market().marketId(),
                action);
    }
}
