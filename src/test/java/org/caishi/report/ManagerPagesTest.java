/** The manager's pages over rows of a market of their own: figures, filters, chains, scope. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caishi.identity.Role;
import org.caishi.market.Markets;
import org.caishi.market.WrittenMarkets;
import org.caishi.payment.OrderNumber;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagerPagesTest {
    private static final LocalDate PAST = LocalDate.of(2026, 3, 5);

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    WebApplicationContext context;

    @Autowired
    Markets markets;

    @Autowired
    Clock clock;

    private SeededMarket market;
    private SignedInBrowser manager;
    private OrderNumber weighed;
    private OrderNumber typed;
    private OrderNumber neverPaid;

    @BeforeAll
    void seed() {
        market = SeededMarket.open(jdbc, 7001, "report-a", "报表测试市场", 0);
        SeededMarket.open(jdbc, 7003, "report-b", "别的市场", 0);
        market.stall(1, "A01", "李记蔬菜", "TRADING", "ACTIVE");
        market.stall(2, "A02", "=HYPERLINK(\"x\")", "TRADING", "ACTIVE");
        market.stall(3, "A03", "没开张", "TRADING", "ACTIVE");
        market.stall(4, "A04", "走了", "VACANT", "LEFT");
        market.stall(5, "A05", "冻结的", "TRADING", "FROZEN");
        seedToday();
        seedPast();
        manager = new SignedInBrowser(context, Role.MANAGER, 7001L);
        WrittenMarkets.show(markets, "report-a", "report-b");
    }

    /** Within the business day whatever the clock says: now, or the day's first minute just after midnight. */
    private void seedToday() {
        Instant now = clock.instant();
        Instant day = market.market.day().startOf(market.market.day().dateOf(now));
        market.paid(1, 1_250, "WECHAT", now, false);
        market.paid(1, 3_001, "ALIPAY", now, false);
        jdbc.update(
                "update payment_order set booked_at = ? where market_id = 7001",
                java.sql.Timestamp.from(now.minusSeconds(120)));
        market.paid(2, 10_000, "WECHAT", day, false);
        market.suspense(777, "OWED_BACK", now);
        market.suspense(999, "REFUNDED", now);
        market.weighing(3, 4_000, now.minusSeconds(16 * 60), "WAITING");
        market.weighing(3, 4_000, now.minusSeconds(60), "WAITING");
        market.device(1001, "SPEAKER", "SP-1", 1, now.minusSeconds(30));
        market.device(1002, "SPEAKER", "SP-2", 2, now.minusSeconds(600));
        market.device(1, "SCALE", "SC-1", 1, null);
    }

    private void seedPast() {
        Instant noon = PAST.atTime(12, 0).atZone(SeededMarket.SHANGHAI).toInstant();
        long weighing = market.weighing(1, 1_250, noon.minusMillis(9_000), "PAID");
        weighed = market.paid(1, 1_250, "WECHAT", noon, false, weighing);
        market.notice(weighed, 1_250, noon.plusMillis(200));
        market.announcement(weighed, 1, 1_250, noon.plusMillis(287), "SPOKEN");
        typed = market.paid(2, 9_999, "ALIPAY", noon.plusSeconds(60), true);
        market.paid(2, 20_001, "WECHAT", noon.plusSeconds(120), true);
        neverPaid = market.waiting(1, 555, noon.plusSeconds(180));
        market.close(PAST, noon.plusSeconds(80_000));
    }

    @Test
    void homeAddsUpTheDayAndShowsWhatEachStallIsDoing() {
        String home = manager.page("/manage/report-a");
        assertThat(home)
                .contains("data-figure=\"sum\">¥142.51<")
                .contains("data-figure=\"count\">3<")
                .contains("data-figure=\"average\">¥47.50<")
                .contains("data-stall=\"A01\" data-doing=\"SELLING\"")
                .contains("data-stall=\"A03\" data-doing=\"SILENT\"")
                .contains("data-stall=\"A04\" data-doing=\"VACANT\"")
                .contains("data-stall=\"A05\" data-doing=\"FROZEN\"")
                .contains("今日无收款的摊位（1）");
    }

    @Test
    void homeCountsWhatNeedsLookingAfter() {
        String alarms = manager.page("/manage/report-a/home/alarms");
        assertThat(alarms)
                .contains("data-figure=\"owed-back\"")
                .contains(">¥7.77<")
                .contains("data-figure=\"owed-back-count\">1 笔<")
                .contains(">1 / 3<")
                .doesNotContain("<html");
        assertThat(alarms).containsPattern("data-figure=\"unheard\"[^>]*>[23]<");
    }

    @Test
    void aMarketWithoutStallsSaysHowToBegin() {
        String home = new SignedInBrowser(context, Role.OPERATOR, null).page("/manage/report-b");
        assertThat(home).contains("还没有摊位").contains("/manage/report-b/stalls").contains("还没有登记设备");
    }

    @Test
    void theListFiltersAndItsTotalsAreNotDoubledByTwoGoods() {
        String list = manager.page("/manage/report-a/payments?from=2026-03-05&to=2026-03-05");
        assertThat(list)
                .contains("共 3 笔，金额")
                .contains("data-total=\"amount\">¥312.50<")
                .contains(weighed.toString())
                .contains(typed.toString())
                .doesNotContain(neverPaid.toString());
        assertThat(manager.page("/manage/report-a/payments?from=2026-03-05&to=2026-03-05&stall=A02&channel=ALIPAY"))
                .contains("data-total=\"amount\">¥99.99<")
                .doesNotContain(weighed.toString());
        assertThat(manager.page("/manage/report-a/payments?from=2026-03-05&to=2026-03-05&min=12.5&max=99.98"))
                .contains("data-total=\"amount\">¥12.50<");
        assertThat(manager.page("/manage/report-a/payments?from=2026-03-05&to=2026-03-05&state=WAITING"))
                .contains("data-total=\"amount\">¥5.55<")
                .contains(neverPaid.toString());
        assertThat(manager.page("/manage/report-a/payments?order=" + typed)).contains("data-total=\"amount\">¥99.99<");
        assertThat(manager.page("/manage/report-a/payments?from=2026-03-04&to=2026-03-04"))
                .contains("没有符合条件的收款");
    }

    @Test
    void theListSortsByAllowedColumnsOnly() {
        String up = manager.page("/manage/report-a/payments?from=2026-03-05&to=2026-03-05&sort=amount&dir=asc");
        assertThat(up.indexOf(weighed.toString())).isLessThan(up.indexOf(typed.toString()));
        String down = manager.page("/manage/report-a/payments?from=2026-03-05&to=2026-03-05&sort=amount&dir=desc");
        assertThat(down.indexOf(typed.toString())).isLessThan(down.indexOf(weighed.toString()));
        assertThat(manager.open("/manage/report-a/payments?sort=amount_fen;drop")
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void whatCannotBeReadIsRefusedInWords() {
        for (String bad : new String[] {
            "from=yesterday",
            "min=1.234",
            "order=123",
            "state=ALL",
            "page=x",
            "from=2026-03-05&to=2026-03-04",
            "from=2026-01-01&to=2026-12-31"
        }) {
            assertThat(manager.open("/manage/report-a/payments?" + bad).getStatus())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void theChainShowsEveryLinkWithItsTimeAndTheDelay() {
        String chain = manager.page("/manage/report-a/payments/" + weighed);
        assertThat(chain)
                .contains("<html")
                .contains("上海青")
                .contains("西红柿")
                .contains("0.488 kg")
                .contains("2026-03-05 12:00:00.000")
                .contains("+0.200 s")
                .contains("+0.087 s")
                .contains("借贷相等")
                .contains("合计等于订单金额")
                .contains("channel_receivable")
                .contains("微信收款十二点五元")
                .contains("SP-1")
                .contains("2026-03-05 12:00:00.318")
                .doesNotContain("没有称重");
    }

    @Test
    void missingLinksAreSaidInWords() {
        assertThat(manager.page("/manage/report-a/payments/" + typed))
                .contains("没有称重：金额是手输的")
                .contains("还没有播报")
                .contains("还没有收到任何通知")
                .contains("市场承担的手续费")
                .contains("合计等于订单金额");
        assertThat(manager.page("/manage/report-a/payments/" + neverPaid))
                .contains("还没有支付")
                .contains("还没有记分录")
                .contains("还没有分账");
    }

    @Test
    void theDrawerIsTheChainAlone() {
        MockHttpServletResponse drawer = manager.openByHtmx("/manage/report-a/payments/" + weighed);
        assertThat(SignedInBrowser.text(drawer)).contains("上海青").doesNotContain("<html");
        assertThat(drawer.getHeaders("Vary")).contains("HX-Request");
    }

    @Test
    void anothersMarketAndItsOrdersDoNotExist() {
        SignedInBrowser other = new SignedInBrowser(context, Role.MANAGER, 7003L);
        for (String path : new String[] {
            "",
            "/home/figures",
            "/home/alarms",
            "/payments",
            "/payments.xlsx",
            "/payments/" + weighed,
            "/days",
            "/days/2026-03-05",
            "/days/2026-03-05/settlement.xlsx",
            "/statements",
            "/devices"
        }) {
            assertThat(other.open("/manage/report-a" + path).getStatus())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(other.listen("/manage/report-a/events").getStatus()).isEqualTo(404);
        assertThat(other.listen("/manage/report-b/events").getStatus()).isEqualTo(200);
        assertThat(other.open("/manage/report-b/payments/" + weighed).getStatus())
                .isEqualTo(404);
        assertThat(other.open("/manage/report-b/payments/" + new OrderNumber(7003, weighed.orderNo()))
                        .getStatus())
                .isEqualTo(404);
        assertThat(new SignedInBrowser(context, Role.VENDOR, 7001L)
                        .open("/manage/report-a/payments")
                        .getStatus())
                .isEqualTo(403);
    }

    @Test
    void theOperatorSeesAllMarketsAndAManagerGoesHome() {
        assertThat(new SignedInBrowser(context, Role.OPERATOR, null).page("/manage"))
                .contains("/manage/report-a")
                .contains("/manage/report-b")
                .contains("¥142.51");
        MockHttpServletResponse home = manager.open("/manage");
        assertThat(home.getRedirectedUrl()).isEqualTo("/manage/report-a");
    }

    @Test
    void theClosedDayAgreesWithTheJournal() {
        assertThat(manager.page("/manage/report-a/days")).contains("2026-03-05").contains("¥312.50");
        String day = manager.page("/manage/report-a/days/2026-03-05");
        assertThat(day)
                .contains("data-total=\"gross\">¥312.50<")
                .contains("data-proof=\"true\"")
                .contains("与分录核对一致");
        assertThat(manager.open("/manage/report-a/days/2026-03-04").getStatus()).isEqualTo(404);
        assertThat(market.trialBalance()).isZero();
    }

    @Test
    void theRunningStatementIsMarkedProvisional() {
        String today = manager.page("/manage/report-a/statements");
        assertThat(today).contains("data-provisional").contains("data-total=\"gross\">¥142.51<");
        assertThat(manager.open("/manage/report-a/statements?date=2026-03-05").getRedirectedUrl())
                .isEqualTo("/manage/report-a/days/2026-03-05");
    }

    @Test
    void devicesAreOnlineWhenHeardWithinThreeMinutes() {
        String devices = manager.page("/manage/report-a/devices");
        assertThat(devices)
                .contains("3 台设备，1 台在线")
                .containsPattern("data-serial=\"SP-1\"[^§]*?dot-ok")
                .contains("从未上线");
    }

    @Test
    void theExportHoldsExactlyWhatIsFiltered() throws IOException {
        MockHttpServletResponse file =
                manager.open("/manage/report-a/payments.xlsx?from=2026-03-05&to=2026-03-05&sort=amount&dir=asc");
        assertThat(file.getStatus()).isEqualTo(200);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file.getContentAsByteArray()))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getRow(3).getCell(0).getStringCellValue()).isEqualTo(weighed.toString());
            assertThat(sheet.getRow(4).getCell(2).getStringCellValue()).isEqualTo("=HYPERLINK(\"x\")");
            assertThat(sheet.getRow(6).getCell(5).getCellFormula()).isEqualTo("SUM(F4:F6)");
            assertThat(sheet.getRow(6).getCell(5).getNumericCellValue()).isEqualTo(312.50);
            assertThat(book.getSheetAt(book.getNumberOfSheets() - 1).getSheetName())
                    .isEqualTo("口径说明");
        }
    }
}
