/** The vendor's pages over rows of an own market: their figures, their words, their size, and what they keep to themselves. */
package org.caishi.report.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.payment.DayWord;
import org.caishi.payment.OrderNumber;
import org.caishi.report.phone.StallSeed.Item;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhonePagesTest {
    private static final int MOST_BYTES = 100_000;
    private static final List<String> ASSETS = List.of(
            "static/css/phone.css",
            "static/css/vendor.css",
            "static/js/app.js",
            "static/js/vendor.js",
            "static/img/icons.svg",
            "static/img/favicon.svg");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private WebApplicationContext product;

    @Autowired
    private DayWord words;

    private Phone phone;
    private StallSeed market;
    private Person vendor;
    private Person other;
    private Person busy;
    private long cabbage;
    private long firstOrder;
    private long othersOrder;
    private long closedOrder;
    private LocalDate closedDay;
    private LocalDate othersDay;

    @BeforeAll
    void fillMarket() {
        phone = Phone.of(product);
        market = StallSeed.market(jdbc, 7102, 12, 0);
        vendor = market.vendor(1);
        other = market.vendor(2);
        busy = market.vendor(3);
        cabbage = market.good(1, "大白菜", 561, 1);
        market.good(1, "西红柿", 1280, 2);
        market.good(2, "带鱼", 5000, 1);
        long weighing = market.weighing(
                1, "PAID", Duration.ofHours(2), new Item("大白菜", 1000, 561, 561), new Item("西红柿", 500, 1280, 640));
        firstOrder = market.paid(1, "WECHAT", 1201, Duration.ofHours(2), weighing);
        long second = market.paid(1, "ALIPAY", 800, Duration.ofHours(1), null);
        long third = market.paid(1, "WECHAT", 500, Duration.ofMinutes(5), null);
        market.unpaid(1, 99_900);
        market.shares(1, firstOrder, market.today(), 1184, 12, 5);
        market.shares(1, second, market.today(), 789, 8, 3);
        market.shares(1, third, market.today(), 493, 5, 2);
        othersOrder = market.paid(2, "WECHAT", 7777, Duration.ofMinutes(9), null);
        closedDay = market.today().minusDays(1);
        market.statement(1, closedDay, 2, 20_000, 76, 200);
        closedOrder = market.paid(1, "WECHAT", 20_000, market.now.minus(Duration.ofDays(1)), closedDay, null);
        othersDay = market.today().minusDays(3);
        market.statement(2, othersDay, 1, 7_700, 29, 77);
        market.device(1, "SCALE", Duration.ofSeconds(30));
        market.device(1, "SPEAKER", Duration.ofHours(5));
        for (int i = 0; i < 130; i++) {
            market.paid(3, "WECHAT", 1000 + i, Duration.ofMinutes(200 - i), null);
        }
    }

    @Test
    void collectingShowsTheTotalTheTilesAndTheLastPayments() throws Exception {
        String page = phone.text(vendor, "/vendor");

        assertThat(page)
                .contains("¥25.01", "共 3 笔", words.of(7102, 101, market.today()), "大白菜", "¥5.61/kg", "¥2.805/斤");
        assertThat(page).containsSubsequence("id=\"last\"", "3号", "¥5.00", "2号", "支付宝", "¥8.00", "1号", "¥12.01");
        assertThat(page).doesNotContain("¥999.00", "¥77.77", "带鱼");
    }

    @Test
    void withoutAScaleTheWeightIsAWordAndNoNumber() throws Exception {
        String page = phone.text(vendor, "/vendor");

        assertThat(page).contains("data-state=\"silent\"", "电子秤没有连接");
        assertThat(page).doesNotContain("0.00<", "0.000");
    }

    @Test
    void aSaleThatWaitsIsShownInsteadOfTheTilesAndCanBeCancelled() throws Exception {
        Person waiting = market.vendor(4);
        long sale = market.weighing(4, "WAITING", Duration.ofMinutes(1), new Item("西红柿", 488, 2560, 1249));

        String page = phone.text(waiting, "/vendor");
        assertThat(page).contains("顾客请扫码", "¥12.49", "西红柿 0.488 公斤 × 25.60 元/公斤", "value=\"" + sale + "\"");
        assertThat(page).containsPattern("id=\"tiles\"[^>]*hidden");

        phone.pages()
                .perform(post("/vendor/sales/cancel")
                        .param("weighingId", Long.toString(sale))
                        .with(user(other))
                        .with(Phone::withToken));
        assertThat(stateOf(sale)).as("another vendor's tap").isEqualTo("WAITING");
        phone.pages()
                .perform(post("/vendor/sales/cancel")
                        .param("weighingId", Long.toString(sale))
                        .with(user(waiting))
                        .with(Phone::withToken));
        assertThat(stateOf(sale)).isEqualTo("VOID");
        assertThat(phone.text(waiting, "/vendor/now")).contains("\"waiting\":null");
    }

    @Test
    void aSaleOlderThanAQuarterOfAnHourNoLongerWaits() throws Exception {
        Person slow = market.vendor(5);
        market.weighing(5, "WAITING", Duration.ofMinutes(16), new Item("西红柿", 488, 2560, 1249));

        assertThat(phone.text(slow, "/vendor/now")).contains("\"waiting\":null");
    }

    @Test
    void aTapWithoutAWeightSaysWhatToDo() throws Exception {
        MockHttpServletResponse live = phone.answer(
                vendor,
                post("/vendor/sales")
                        .param("goodId", Long.toString(cabbage))
                        .accept("application/json")
                        .with(Phone::withToken));

        assertThat(live.getStatus()).isEqualTo(400);
        assertThat(Phone.text(live)).contains("\"message\"");
    }

    @Test
    void thePollCarriesTheState() throws Exception {
        String json = phone.text(vendor, "/vendor/now");

        assertThat(json).contains("\"total\":\"¥25.01\"", "\"runningNo\":3");
        assertThat(json)
                .contains("\"orderNo\":\"" + number(firstOrder) + "\"", "\"condition\":\"SILENT\"", "\"grams\":null");
    }

    @Test
    void todayAddsUpByHourWalletAndGood() throws Exception {
        String page = phone.text(vendor, "/vendor/today");

        assertThat(page).contains("id=\"total\">¥25.01", "id=\"count\">3", "id=\"average\">¥8.34");
        assertThat(page).containsSubsequence("id=\"wallets\"", "微信支付", "2 笔", "¥17.01", "支付宝", "1 笔", "¥8.00");
        assertThat(page).containsSubsequence("id=\"hours\"", "10:00", "¥12.01", "11:00", "¥8.00");
    }

    @Test
    void aReceiptOfTwoItemsIsCountedOnce() throws Exception {
        String goods = between(phone.text(vendor, "/vendor/today"), "id=\"goods\"", "</section>");

        assertThat(goods).containsSubsequence("西红柿", "0.500 公斤（1 斤）", "¥6.40", "大白菜", "1.000 公斤（2 斤）", "¥5.61");
        assertThat(goods).containsSubsequence("没有过秤", "2 笔", "¥13.00");
        assertThat(amounts(goods)).isEqualTo(2501);
    }

    @Test
    void aLongDayComesInPagesWithRunningNumbers() throws Exception {
        assertThat(phone.text(busy, "/vendor/today"))
                .contains("130号", "81号", "page=2")
                .doesNotContain(">80号<");
        assertThat(phone.text(busy, "/vendor/today?page=3"))
                .contains("30号", ">1号<", "page=2")
                .doesNotContain("page=4", ">31号<");
        assertThat(phone.text(busy, "/vendor/today?page=-7")).contains("130号");
    }

    @Test
    void aPaymentShowsItsItemsAndTheDaysWord() throws Exception {
        String page = phone.text(vendor, "/vendor/payments/" + number(firstOrder));

        assertThat(page).contains("第 1 笔收款", "¥12.01", words.of(7102, 101, market.today()), "大白菜 1.000 公斤 × 5.61 元/公斤");
    }

    @Test
    void whatIsAnotherVendorsDoesNotExist() throws Exception {
        assertThat(phone.status(vendor, "/vendor/payments/" + number(othersOrder)))
                .isEqualTo(404);
        assertThat(phone.status(other, "/vendor/payments/" + number(othersOrder)))
                .isEqualTo(200);
        assertThat(phone.status(vendor, "/vendor/payments/" + new OrderNumber(7103, firstOrder)))
                .isEqualTo(404);
        assertThat(phone.status(vendor, "/vendor/payments/nonsense")).isEqualTo(404);
        assertThat(phone.status(vendor, "/vendor/statements/" + othersDay)).isEqualTo(404);
        assertThat(phone.status(other, "/vendor/statements/" + othersDay)).isEqualTo(200);
        assertThat(phone.status(vendor, "/vendor/statements/2026-02-30")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/vendor",
                "/vendor/now",
                "/vendor/events",
                "/vendor/today",
                "/vendor/statements",
                "/vendor/prices",
                "/vendor/me"
            })
    void onlyVendorsComeIn(String path) throws Exception {
        Person manager = new Person(1, "m", "经理", Role.MANAGER, 7102L, null);

        assertThat(phone.status(manager, path)).isEqualTo(403);
        assertThat(phone.pages().perform(get(path)).andReturn().getResponse().getStatus())
                .isNotEqualTo(200);
    }

    @Test
    void theMonthAddsClosedAndOpenDays() throws Exception {
        YearMonth month = YearMonth.from(closedDay);
        String page = phone.text(vendor, "/vendor/statements?month=" + month);

        assertThat(page).contains("¥197.24", "T+1");
        if (YearMonth.from(market.today()).equals(month)) {
            assertThat(page).contains("未日结", "¥24.66", "¥221.90", "5 笔");
        }
    }

    @Test
    void anOpenDayIsProvisionalAndAddsUp() throws Exception {
        String page = phone.text(vendor, "/vendor/statements/" + market.today());

        assertThat(page).contains("还没有日结", "¥24.66", "¥25.01", "-¥0.10", "-¥0.25", "3号");
    }

    @Test
    void aClosedDayShowsItsStatementAndItsPayments() throws Exception {
        String page = phone.text(vendor, "/vendor/statements/" + closedDay);

        assertThat(page)
                .contains("¥197.24", "¥200.00", "-¥0.76", "-¥2.00", "1号", number(closedOrder))
                .doesNotContain("还没有日结");
    }

    @Test
    void myPageShowsThePlateTheDevicesAndWhomToCall() throws Exception {
        String page = phone.text(vendor, "/vendor/me");

        assertThat(page).contains("A01", "王**", "id=\"plate\"", "tel:0571-88880000", "action=\"/logout\"");
        assertThat(page).containsSubsequence("电子秤", "在线", "收款音箱", "离线，上次");
    }

    @Test
    void englishIsOneSwitchAway() throws Exception {
        assertThat(phone.text(vendor, "/vendor/today?lang=en"))
                .contains("By wallet", "WeChat")
                .doesNotContain("按钱包");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vendor", "/vendor/today", "/vendor/statements", "/vendor/prices", "/vendor/me"})
    void everyPageIsLightAndAsksNobodyElse(String path) throws Exception {
        MockHttpServletResponse page = phone.answer(busy, get(path));
        String html = Phone.text(page);
        int bytes = page.getContentAsByteArray().length;
        for (String asset : ASSETS) {
            bytes += Math.toIntExact(Files.size(Path.of("src/main/resources", asset)));
        }

        assertThat(bytes).isLessThan(MOST_BYTES);
        assertThat(html).doesNotContain("src=\"http", "href=\"http", " style=", "onclick=");
        assertThat(html).doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void aNightMarketsDayGoesOnPastMidnight() throws Exception {
        StallSeed night = StallSeed.market(jdbc, 7103, 2, 4);
        Person seller = night.vendor(1);
        LocalDate evening = night.today();
        assertThat(evening)
                .isEqualTo(night.now.atZone(night.day.zone()).toLocalDate().minusDays(1));
        night.paid(1, "WECHAT", 3000, Duration.ofHours(3), null);
        night.paid(1, "WECHAT", 1000, Duration.ofHours(1), null);
        night.paid(1, "WECHAT", 99_900, night.now.minus(Duration.ofHours(23)), evening.minusDays(1), null);

        String page = phone.text(seller, "/vendor/today");

        assertThat(page).contains("¥40.00", evening.toString()).doesNotContain("¥999.00");
        assertThat(between(page, "id=\"hours\"", "</section>"))
                .containsSubsequence("23:00", "¥30.00", "00:00", "¥0.00", "01:00", "¥10.00");
    }

    @Test
    void aVendorWithoutAStallIsToldWhatToDo() throws Exception {
        Person newcomer = market.vendor(8);
        jdbc.update("update market_stall set vendor_id = null where market_id = 7102 and stall_id = 108");

        assertThat(phone.text(newcomer, "/vendor")).contains("还没有摊位");
        assertThat(phone.status(newcomer, "/vendor/now")).isEqualTo(404);
        assertThat(phone.text(newcomer, "/vendor/me")).contains("还没有摊位").doesNotContain("id=\"plate\"");
        assertThat(phone.text(newcomer, "/vendor/today")).contains("今天还没有收款");
    }

    private String stateOf(long weighingId) {
        return String.valueOf(jdbc.queryForObject(
                "select state from scale_weighing where market_id = 7102 and weighing_id = ?",
                String.class,
                weighingId));
    }

    private static String number(long orderNo) {
        return new OrderNumber(7102, orderNo).toString();
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        return text.substring(start, text.indexOf(to, start));
    }

    /** The sum of all amounts in a piece of a page, in fen. */
    private static long amounts(String html) {
        Matcher amount = Pattern.compile("¥(\\d+)\\.(\\d\\d)").matcher(html);
        long sum = 0;
        while (amount.find()) {
            sum += Long.parseLong(amount.group(1)) * 100 + Long.parseLong(amount.group(2));
        }
        return sum;
    }
}
