/** Weighed against paid on the manager's pages: every figure, its rows, the weighing's own chain, and what scales left out. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Markets;
import org.caishi.market.WrittenMarkets;
import org.caishi.payment.OrderNumber;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WeighingPagesTest {
    private static final long MARKET = 7021;
    private static final String BASE = "/manage/weighed-a";

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    WebApplicationContext context;

    @Autowired
    Markets markets;

    @Autowired
    Staff staff;

    private SeededMarket market;
    private SignedInBrowser manager;
    private OrderNumber weighed;
    private OrderNumber typed;
    private OrderNumber forVoid;
    private long paid;
    private long voided;

    @BeforeAll
    void seed() {
        market = SeededMarket.open(jdbc, MARKET, "weighed-a", "对账夜市", 4);
        SeededMarket.open(jdbc, 7022, "weighed-b", "别的夜市", 4);
        market.stall(1, "N01", "烤串", "TRADING", "ACTIVE");
        market.stall(2, "N02", "=凉皮", "TRADING", "ACTIVE");
        market.device(1, "SCALE", "SC-WP-1", 1, null);
        paid = market.weighing(1, 1_250, night(23, 0), "PAID");
        weighed = market.paid(1, 1_250, "WECHAT", night(23, 1), false, paid);
        jdbc.update(
                "update scale_weighing set order_no = ? where market_id = ? and weighing_id = ?",
                weighed.orderNo(),
                MARKET,
                paid);
        market.notice(weighed, 1_250, night(23, 1));
        market.announcement(weighed, 1, 1_250, night(23, 1), "SPOKEN");
        market.weighing(1, 4_000, night(26, 0), "ABANDONED");
        market.weighing(1, 600, night(26, 5), "ABANDONED");
        market.weighing(1, 800, night(28, 1), "ABANDONED");
        voided = market.weighing(2, 700, night(23, 10), "VOID");
        forVoid = market.paid(2, 700, "WECHAT", night(23, 11), false, voided);
        typed = market.paid(2, 9_999, "ALIPAY", night(26, 30), false);
        seedSequences();
        manager = new SignedInBrowser(context, Role.MANAGER, MARKET);
        WrittenMarkets.show(markets, "weighed-a", "weighed-b");
    }

    private void seedSequences() {
        jdbc.update("insert into scale_stream values (?, 1, 100, 109, null, 100)", MARKET);
        jdbc.update("insert into scale_gap values (?, 1, 103, 106, 3, '2026-03-06 15:00:00', null)", MARKET);
        jdbc.update(
                "insert into scale_gap values (?, 1, 108, 108, 0, '2026-03-06 15:10:00', '2026-03-06 15:20:00')",
                MARKET);
        jdbc.update("update scale_weighing set device_seq = 104 where market_id = ? and weighing_id = ?", MARKET, paid);
        jdbc.update(
                "insert into scale_break values (?, 1, 104, repeat('a', 64), repeat('b', 64), '2026-03-06 15:00:00')",
                MARKET);
        jdbc.update(
                "insert into scale_refusal values (?, 1, 102, 'sequence', repeat('c', 64), 'other content',"
                        + " '2026-03-06 15:00:00', '2026-03-06 15:00:00', 4)",
                MARKET);
    }

    /** A time of Friday's night; 26 is two in the morning of Saturday, which is still Friday's. */
    private static Instant night(int hour, int minute) {
        return LocalDateTime.of(2026, 3, 6, 0, minute)
                .plusHours(hour)
                .atZone(SeededMarket.SHANGHAI)
                .toInstant();
    }

    @Test
    void theNightsSumsStandByStallWithTheirRowsBehindThem() {
        String page = manager.page(BASE + "/weighings?from=2026-03-06&to=2026-03-06");
        String first = page.substring(page.indexOf("data-stall=\"N01\""), page.indexOf("data-stall=\"N02\""));
        String second = page.substring(page.indexOf("data-stall=\"N02\""));

        assertThat(figure(first, "weighed")).isEqualTo("3 · ¥58.50");
        assertThat(figure(first, "paid")).isEqualTo("1 · ¥12.50");
        assertThat(figure(first, "unpaid")).isEqualTo("2 · ¥46.00");
        assertThat(figure(first, "unweighed")).isEqualTo("0 · ¥0.00");
        assertThat(figure(second, "void")).isEqualTo("1 · ¥7.00");
        assertThat(figure(second, "unweighed")).isEqualTo("2 · ¥106.99");
        assertThat(page).contains("rows?from=2026-03-06&amp;to=2026-03-06&amp;stall=N01&amp;what=ABANDONED");

        String rows = manager.page(BASE + "/weighings/rows?from=2026-03-06&to=2026-03-06&stall=N01&what=ABANDONED");
        assertThat(rows).contains("¥40.00", "2026-03-07 02:00:00", "¥6.00").doesNotContain("¥8.00", "¥12.50");
        String unweighed = manager.page(BASE + "/weighings/unweighed?from=2026-03-06&to=2026-03-06&stall=N02");
        assertThat(unweighed).contains(typed.toString(), forVoid.toString(), "/weighings/" + voided);
        assertThat(unweighed).doesNotContain(weighed.toString());
    }

    @Test
    void theBookHasTheSumsAndBothLists() throws IOException {
        byte[] file = manager.open(BASE + "/weighings/weighings.xlsx?from=2026-03-06&to=2026-03-06")
                .getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            assertThat(book.getNumberOfSheets()).isEqualTo(4);
            XSSFSheet sums = book.getSheetAt(0);
            assertThat(sums.getRow(3).getCell(1).getStringCellValue()).isEqualTo("N01");
            assertThat(sums.getRow(4).getCell(2).getStringCellValue()).isEqualTo("=凉皮");
            assertThat(sums.getRow(5).getCell(4).getCellFormula()).isEqualTo("SUM(E4:E5)");
            assertThat(sums.getRow(5).getCell(4).getNumericCellValue()).isEqualTo(65.50);
            XSSFSheet unpaid = book.getSheetAt(1);
            assertThat(unpaid.getRow(3).getCell(5).getNumericCellValue()).isEqualTo(6.00);
            assertThat(unpaid.getRow(4).getCell(5).getNumericCellValue()).isEqualTo(40.00);
            assertThat(book.getSheetAt(2).getRow(3).getCell(0).getStringCellValue())
                    .isEqualTo(typed.toString());
            assertThat(book.getSheetAt(3).getSheetName()).isEqualTo("口径说明");
        }
    }

    @Test
    void aWeighingShowsItsWholeChainAndThePaymentLeadsBack() {
        String page = manager.page(BASE + "/weighings/" + paid);
        assertThat(page)
                .contains("data-state=\"PAID\"", "SC-WP-1", "#104", weighed.toString(), "上海青")
                .contains("data-step=\"BOOKED\"", "data-step=\"SPOKEN\"", "微信收款十二点五元", "pay:" + weighed.orderNo())
                .contains("这条记录和前一条对不上");
        assertThat(manager.page(BASE + "/payments/" + weighed)).contains("/weighings/" + paid);
        assertThat(manager.page(BASE + "/weighings/" + voided)).contains("data-state=\"VOID\"", forVoid.toString());
    }

    @Test
    void nobodySeesAnotherMarketsWeighing() {
        SignedInBrowser other = new SignedInBrowser(context, Role.MANAGER, 7022L);
        assertThat(other.open(BASE + "/weighings").getStatus()).isEqualTo(404);
        assertThat(other.open("/manage/weighed-b/weighings/" + paid).getStatus())
                .isEqualTo(404);
        assertThat(other.open("/manage/weighed-b/sequences/SC-WP-1").getStatus())
                .isEqualTo(404);
        assertThat(other.page("/manage/weighed-b/weighings")).contains("今天称的第一单会出现在这里");
    }

    @Test
    void whatAScaleLeftOutIsShown() {
        assertThat(manager.page(BASE + "/sequences"))
                .contains(
                        "data-serial=\"SC-WP-1\"",
                        "100–109",
                        "data-figure=\"missing\">3<",
                        "data-figure=\"refusals\">1<");
        assertThat(manager.page(BASE + "/sequences/SC-WP-1"))
                .contains("103–106", "103, 105–106", "2026-03-06 23:20:00", "同一个号，内容不同", "aaaaaaaaaaaaaaaa…");
    }

    @Test
    void aPeriodOutOfBoundsIsRefused() {
        assertThat(manager.open(BASE + "/weighings?from=2026-03-06&to=2026-05-06")
                        .getStatus())
                .isEqualTo(400);
        assertThat(manager.open(BASE + "/weighings/rows?what=PAID%27%20or%201=1")
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void onlyAManagerMakesVoidAndSaysHowLongToWait() {
        long unpaid = market.weighing(1, 333, night(23, 30).plus(Duration.ofDays(3)), "ABANDONED");
        String page = BASE + "/weighings/" + unpaid;
        Visitor boss = staff.signedIn(Role.MANAGER, market.market);
        Visitor clerk = staff.signedIn(Role.CLERK, market.market);
        assertThat(clerk.post(page + "/void", Map.of("reason", "TEST", "_csrf", clerk.cookie("XSRF-TOKEN")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(clerk.get(page).body()).doesNotContain("/void\"");

        String after = Staff.submit(boss, page, page + "/void", Map.of("reason", "TEST", "note", "校秤"));
        assertThat(after).contains("data-state=\"VOID\"", "试秤 校秤", "撤销作废");
        String back = Staff.submit(boss, page, page + "/restore", Map.of());
        assertThat(back).contains("data-state=\"ABANDONED\"");
        String rule = Staff.submit(boss, BASE + "/weighings", BASE + "/weighings/abandon", Map.of("minutes", "45"));
        assertThat(rule).contains("45 分钟没人付款");
    }

    /** Number and sum of a figure's link, as they are read. */
    private static String figure(String html, String name) {
        int at = html.indexOf("data-figure=\"" + name + "\"");
        String link = html.substring(html.indexOf('>', at) + 1, html.indexOf("</a>", at));
        return link.replaceAll("<[^>]+>", "").strip();
    }
}
