/** The scale's own price on the vendor's page: read at a glance, taken with one tap, with or without script and stream. */
package org.caishi.report.phone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.scale.Display;
import org.caishi.scale.LiveWeight.Offer;
import org.caishi.scale.LiveWeights;
import org.caishi.testing.Chromium;
import org.caishi.testing.ProductTest;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
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
class ScalesPriceBrowserTest {
    private static final long MARKET = 7131;
    private static final String PASSWORD = "a vendor's password";
    private static final Weight WEIGHT = Weight.ofGrams(488);

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Users users;

    @Autowired
    private Devices devices;

    @Autowired
    private LiveWeights live;

    @Value("${server.port}")
    private int port;

    private final ScheduledExecutorService display = Executors.newSingleThreadScheduledExecutor();
    private final List<String> complaints = new ArrayList<>();
    private volatile Offer asked = offer(2_560, 1_249);
    private Playwright playwright;
    private Browser browser;
    private BrowserContext phone;
    private Page page;

    @BeforeAll
    void putUpAScale() {
        StallSeed market = StallSeed.market(jdbc, MARKET, 12, 0);
        market.vendor(1);
        market.good(1, "大白菜", 560, 1);
        market.good(1, "西红柿", 2_560, 2);
        market.device(1, "SCALE", Duration.ofSeconds(20));
        users.add("phone-7131", "老王", PASSWORD, Role.VENDOR, MARKET, 1L);
        Device scale = devices.ofStall(MARKET, 101, DeviceKind.SCALE).getFirst();
        display.scheduleAtFixedRate(
                () -> Display.asks(live, scale, WEIGHT, asked.unitPrice(), asked.amount()),
                0,
                200,
                TimeUnit.MILLISECONDS);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = Chromium.open(playwright);
    }

    @AfterAll
    void close() {
        display.shutdownNow();
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void signInWhereNothingWaits() {
        asked = offer(2_560, 1_249);
        jdbc.update("update scale_weighing set state = 'ABANDONED' where market_id = ?", MARKET);
        awaitAsked();
        phone = phone(true);
        page = signedIn(phone);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        phone.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void itIsReadOnATileAndTakenWithOneTap() {
        assertThat(page.locator("#offer-name")).hasText("西红柿");
        assertThat(page.locator("#offer-kg")).hasText("¥25.60/kg");
        assertThat(page.locator("#offer-words")).hasText("¥12.80/斤 · 秤上 ¥12.49");
        assertThat(page.locator("#offer-exact")).isHidden();
        picture("offer");
        assertThat(unfit()).isEmpty();

        asked = offer(2_381, 1_160);
        assertThat(page.locator("#offer-words")).hasText("¥11.905/斤 · 秤上 ¥11.60");
        assertThat(page.locator("#offer-name")).hasText("按秤上价格");
        assertThat(page.locator("#offer-exact")).hasText("秤已取整，按重量是 ¥11.62");
        picture("offer-rounded");
        assertThat(unfit()).isEmpty();
        page.click("#offer-take");

        assertThat(page.locator("#due")).hasText("¥11.60");
        assertThat(page.locator("#items")).hasText("0.488 公斤 × 23.81 元/公斤");
        assertThat(page.locator("#offer")).isHidden();
        assertThat(stored()).containsExactly("488 2381 1160 scale-price rounded");
    }

    @Test
    void aSumThatIsNoneOfTheWeightCannotBeTapped() {
        asked = offer(2_560, 3_249);
        for (String language : List.of("zh-CN", "en")) {
            page.navigate("/vendor?lang=" + language);
            assertThat(page.locator("#offer-take")).isDisabled();
            assertThat(page.locator("#offer-exact")).containsText("¥12.49");
            picture("offer-apart-" + language);
            assertThat(unfit()).as(language).isEmpty();
        }
        page.navigate("/vendor?lang=zh-CN");
        asked = offer(2_560, 1_249);
        assertThat(page.locator("#offer-take")).isEnabled();
        assertThat(page.locator("#offer-exact")).isHidden();
    }

    @Test
    void withoutTheStreamThePagePollsForIt() {
        phone.route("**/vendor/events", route -> route.abort());
        page.reload();
        asked = offer(2_560, 1_250);

        assertThat(page.locator("#offer-words")).hasText("¥12.80/斤 · 秤上 ¥12.50");
        complaints.removeIf(words -> words.contains("ERR_FAILED"));
    }

    @Test
    void withoutScriptItIsAForm() {
        phone.close();
        phone = phone(false);
        page = signedIn(phone);
        assertThat(page.locator("#offer-words")).hasText("¥12.80/斤 · 秤上 ¥12.49");
        asked = offer(2_560, 1_250);
        awaitAsked();
        page.click("#offer-take");
        assertThat(page.locator("#refused")).hasText("秤上已经变成 ¥12.50，请看清楚再点一次");
        page.click("#offer-take");

        assertThat(page.locator("#due")).hasText("¥12.50");
        assertThat(page.locator("#offer")).isHidden();
        assertThat(stored()).containsExactly("488 2560 1250 scale-price");
    }

    private void awaitAsked() {
        Awaitility.await()
                .until(() -> asked.equals(live.of(MARKET, 101).orElseThrow().offer()));
    }

    private BrowserContext phone(boolean script) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true)
                .setJavaScriptEnabled(script)
                .setLocale("zh-CN")
                .setBaseURL("http://127.0.0.1:" + port));
    }

    private Page signedIn(BrowserContext context) {
        Page opened = context.newPage();
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        opened.navigate("/login");
        opened.fill("#username", "phone-7131");
        opened.fill("#password", PASSWORD);
        opened.click("button[type=submit]");
        opened.waitForURL("**/vendor");
        return opened;
    }

    private List<String> stored() {
        return jdbc.queryForList("""
                select concat(i.net_grams, ' ', i.fen_per_kg, ' ', i.amount_fen, ' ', i.flags)
                  from scale_weighing w
                  join scale_weighing_item i on i.market_id = w.market_id and i.weighing_id = w.weighing_id
                 where w.market_id = ? and w.state = 'WAITING'
                """, String.class, MARKET);
    }

    private static Offer offer(long fenPerKg, long amountFen) {
        return new Offer(UnitPrice.ofFenPerKilogram(fenPerKg), Money.ofFen(amountFen));
    }

    private List<?> unfit() {
        return page.evaluate(PhoneBrowserTest.UNFIT) instanceof List<?> list ? list : List.of("no answer");
    }

    /** Kept only when a folder is named: for looking at the pages, not for the test. */
    private void picture(String name) {
        String folder = System.getenv("CAISHI_SCREENSHOTS");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".png"))
                    .setFullPage(true));
        }
    }
}
