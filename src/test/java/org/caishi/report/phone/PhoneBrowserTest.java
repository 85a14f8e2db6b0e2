/** A vendor's open page in a real browser of a phone's size: it changes by itself, can be read, hit and heard. */
package org.caishi.report.phone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.caishi.identity.Pins;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.payment.DayWord;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.LivePages;
import org.caishi.platform.Transactions;
import org.caishi.report.phone.StallSeed.Item;
import org.caishi.speaker.Announcements;
import org.caishi.testing.Chromium;
import org.caishi.testing.ProductTest;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneBrowserTest {
    private static final long MARKET = 7105;
    private static final String TOPIC = "stall/7105/101";
    private static final String PASSWORD = "a vendor's password";

    /** What a page must keep for wet hands and old eyes; answers with the elements that do not. */
    static final String UNFIT = """
            () => {
              const bad = [];
              const seen = e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
              for (const e of document.querySelectorAll('a, button, input:not([type=hidden]), summary')) {
                if (seen(e) && e.getBoundingClientRect().height < 60) bad.push('low: ' + e.outerHTML.slice(0, 90));
              }
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const e = texts.currentNode.parentElement;
                if (texts.currentNode.textContent.trim() && seen(e) && parseFloat(getComputedStyle(e).fontSize) < 18) {
                  bad.push('small: ' + e.outerHTML.slice(0, 90));
                }
              }
              for (const e of document.querySelectorAll('.total')) {
                if (seen(e) && parseFloat(getComputedStyle(e).fontSize) < 40) bad.push('small total');
              }
              if (document.documentElement.scrollWidth > innerWidth) bad.push('wide: ' + document.documentElement.scrollWidth);
              return bad;
            }
            """;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Users users;

    @Autowired
    private Pins pins;

    @Autowired
    private LivePages pages;

    @Autowired
    private DayWord words;

    @Autowired
    private Announcements announcements;

    @Autowired
    private Transactions transactions;

    @Value("${server.port}")
    private int port;

    private StallSeed market;
    private Playwright playwright;
    private Browser browser;
    private BrowserContext phone;
    private Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @BeforeAll
    void openBrowser() {
        market = StallSeed.market(jdbc, MARKET, 12, 0);
        market.vendor(1);
        long user = users.add("phone-7105", "老王", PASSWORD, Role.VENDOR, MARKET, 1L);
        pins.set(user, pins.hashed("246813"));
        List<String> goods = List.of("大白菜", "西红柿", "本地黄瓜", "土豆", "胡萝卜", "红皮洋葱");
        for (int i = 0; i < goods.size(); i++) {
            market.good(1, goods.get(i), 560 + 135L * i, i + 1);
        }
        market.device(1, "SCALE", Duration.ofSeconds(20));
        market.device(1, "SPEAKER", Duration.ofHours(4));
        for (int i = 0; i < 12; i++) {
            long sale = market.weighing(
                    1,
                    "PAID",
                    Duration.ofMinutes(15L * i),
                    new Item(goods.get(i % 5), 500 + 70L * i, 880, 440 + 62L * i));
            long order = market.paid(
                    1,
                    i % 3 == 0 ? "ALIPAY" : "WECHAT",
                    440 + 62L * i,
                    Duration.ofMinutes(10 + 15L * i),
                    i % 4 == 0 ? null : sale);
            market.shares(1, order, market.today(), 430 + 61L * i, 8 + i, 2);
        }
        for (int day = 1; day < 9; day++) {
            market.statement(1, market.today().minusDays(day), 40 + day, 123_456 + 1_000L * day, 470, 1_240);
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = Chromium.open(playwright);
    }

    @AfterAll
    void closeBrowser() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void signIn() {
        phone = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setLocale("zh-CN")
                .setBaseURL("http://127.0.0.1:" + port));
        phone.addInitScript(PhoneVoice.SCRIPT);
        page = phone.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onRequest(request -> asked.add(request.url()));
        page.navigate("/login");
        page.fill("#username", "phone-7105");
        page.fill("#password", PASSWORD);
        // The page asks once when its stream has opened; what a test tells comes after that answer.
        page.waitForResponse("**/vendor/now", () -> page.click("button[type=submit]"));
        page.waitForURL("**/vendor");
    }

    @AfterEach
    void nothingWasComplainedOfAndNobodyElseWasAsked() {
        phone.close();
        assertThat(complaints).isEmpty();
        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith("http://127.0.0.1:" + port + "/"));
        complaints.clear();
        asked.clear();
    }

    @Test
    void theWeightFollowsTheScaleAndStatesAreWords() {
        assertThat(page.locator("#words")).hasText("电子秤没有连接");
        assertThat(page.locator("#reading")).isHidden();

        tellUntil("weight", Map.of("grams", 488, "stable", true), "#kg", "0.488");
        assertThat(page.locator("#jin")).hasText("0.976");
        assertThat(page.locator("#words")).hasText("称稳了，请点商品");
        picture("weight");
        pages.tell(TOPIC, "weight", Map.of("stable", false, "condition", "OVERLOAD"));
        assertThat(page.locator("#words")).hasText("超重了，请拿下一些");
        assertThat(page.locator("#reading")).isHidden();
        pages.tell(TOPIC, "weight", Map.of("grams", 12_345, "stable", false));
        assertThat(page.locator("#reading")).hasText("12.345 kg 24.69 斤");
        assertThat(page.locator("#words")).hasText("还没稳，请稍等");
    }

    @Test
    void newMoneyIsABigGreenCardThatIsSpoken() {
        page.waitForResponse("**/vendor/speaker/next", () -> page.click("[data-while=off]"));
        assertThat(page.locator("[data-while=off]")).isHidden();
        assertThat(page.locator("[data-while=on]")).isVisible();
        String number = pay(1250);
        announce(OrderNumber.parse(number).orElseThrow().orderNo(), 1250);

        tellUntil("paid", paid(number, 1250), "#paid-amount", "¥12.50");
        assertThat(page.locator("#paid")).isVisible();
        assertThat(page.locator("#paid-wallet")).hasText("微信支付");
        assertThat(page.locator("#paid-word")).hasText(words.of(MARKET, 101, market.today()));
        assertThat(page.locator("#paid-running")).hasText("%d号".formatted(count()));
        assertThat(page.locator("#last .row").first()).containsText("¥12.50");
        picture("paid");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> "SPOKEN".equals(PhoneVoice.stateOf(jdbc, number)));
        assertThat(spoken()).containsOnlyOnce("zh-CN 微信收款十二点五元");
        assertThat(unfit()).isEmpty();
        page.click("#paid-close");
        assertThat(page.locator("#paid")).isHidden();
    }

    @Test
    void withoutTheStreamThePagePolls() {
        phone.route("**/vendor/events", route -> route.abort());
        page.reload();
        pay(777);

        assertThat(page.locator("#paid-amount")).hasText("¥7.77");
        assertThat(page.locator("#paid-running")).hasText("%d号".formatted(count()));
        complaints.removeIf(words -> words.contains("ERR_FAILED"));
    }

    @Test
    void oldMoneyIsListedAndNotCelebrated() {
        phone.route("**/vendor/events", route -> route.abort());
        page.reload();
        market.paid(1, "ALIPAY", 321, Duration.ofMinutes(4), null);

        assertThat(page.locator("#total")).hasText(total());
        assertThat(page.locator("#paid")).isHidden();
        complaints.removeIf(words -> words.contains("ERR_FAILED"));
    }

    @Test
    void aSaleThatWaitsTakesThePlaceOfTheTilesUntilItIsCancelled() {
        long sale = market.weighing(1, "WAITING", Duration.ofSeconds(1), new Item("西红柿", 488, 2560, 1249));

        tellUntil("weighing", Map.of("weighingId", Long.toString(sale)), "#due", "¥12.49");
        assertThat(page.locator("#waiting")).containsText("顾客请扫码");
        assertThat(page.locator("#tiles")).isHidden();
        picture("waiting");
        assertThat(unfit()).isEmpty();
        page.click("#cancel button");
        assertThat(page.locator("#tiles")).isVisible();
        assertThat(page.locator("#waiting")).isHidden();
    }

    @Test
    void aTapThatCannotSellSaysWhy() {
        page.locator("button[name=goodId]").first().click();

        assertThat(page.locator("#refused")).containsText("电子秤没有信号");
        complaints.removeIf(words -> words.contains("400"));
    }

    @Test
    void everyPageCanBeReadAndHit() {
        List<String> paths = new ArrayList<>(List.of(
                "/vendor",
                "/vendor/today",
                "/vendor/statements",
                "/vendor/prices",
                "/vendor/prices?unit=jin",
                "/vendor/speech",
                "/vendor/me"));
        page.navigate("/vendor/prices");
        paths.add(page.locator("#goods a").first().getAttribute("href"));
        page.navigate("/vendor/statements");
        paths.add(page.locator(".list a").first().getAttribute("href"));
        page.navigate("/vendor/today");
        paths.add(page.locator(".list a").nth(1).getAttribute("href"));
        for (String path : paths) {
            for (String language : List.of("zh-CN", "en")) {
                page.navigate(path + (path.contains("?") ? "&" : "?") + "lang=" + language);
                page.waitForLoadState(LoadState.DOMCONTENTLOADED);
                picture(path.replaceAll("[/?=]", "-") + "-" + language);
                assertThat(unfit()).as("%s in %s", path, language).isEmpty();
            }
        }
        page.navigate("/vendor/me?lang=zh-CN");
    }

    @Test
    void theRefundFormCanBeReadAndHit() {
        page.navigate("/vendor/payments/" + pay(1250));
        for (String language : List.of("zh-CN", "en")) {
            page.navigate(page.url().replaceAll("\\?.*", "") + "?lang=" + language);
            page.click("#refund summary");
            assertThat(page.locator("#refund button")).isVisible();
            picture("refund-" + language);
            assertThat(unfit()).as("the refund form in %s", language).isEmpty();
        }
        page.navigate("/account/pin?back=/vendor/me&lang=en");
        assertThat(unfit()).as("the page of the PIN").isEmpty();
        page.navigate("/vendor/me?lang=zh-CN");
    }

    /** A push is only heard once the page's stream is open; the truth is in the rows, so telling twice does no harm. */
    private void tellUntil(String event, Map<String, ?> data, String element, String text) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            pages.tell(TOPIC, event, data);
            page.waitForTimeout(200);
            return text.equals(page.locator(element).textContent());
        });
    }

    private String pay(long fen) {
        return number(market.paidNow(1, "WECHAT", fen));
    }

    private Map<String, Object> paid(String number, long fen) {
        return Map.of(
                "orderNo",
                number,
                "amountFen",
                fen,
                "channel",
                "WECHAT",
                "paidAt",
                market.now,
                "word",
                words.of(MARKET, 101, market.today()));
    }

    /** As a booking does it: the box at the stall has been silent for hours, so the phone is asked. */
    private void announce(long orderNo, long fen) {
        PhoneVoice.announce(announcements, transactions, MARKET, orderNo, fen);
    }

    private static String number(long orderNo) {
        return new OrderNumber(MARKET, orderNo).toString();
    }

    private int count() {
        Integer count = jdbc.queryForObject(
                "select count(*) from payment_order where market_id = ? and business_date = ?",
                Integer.class,
                MARKET,
                market.today());
        return count == null ? 0 : count;
    }

    private String total() {
        Long fen = jdbc.queryForObject(
                "select sum(amount_fen) from payment_order where market_id = ? and business_date = ?",
                Long.class,
                MARKET,
                market.today());
        return Money.ofFen(fen == null ? 0 : fen).toString();
    }

    private String spoken() {
        return String.valueOf(page.evaluate("window.spoken.join('\\n')"));
    }

    private List<?> unfit() {
        return page.evaluate(UNFIT) instanceof List<?> list ? list : List.of("no answer");
    }

    /** Kept only when a folder is named: for looking at the pages, not for the test. */
    private void picture(String name) {
        String folder = System.getenv("CAISHI_SCREENSHOTS");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".png"))
                    .setFullPage(!name.equals("paid")));
        }
    }
}
