/** The speakers' pages in a real browser, on a desk's screen and on a phone's: nothing sticks out, and answers come by themselves. */
package org.caishi.speaker.fleet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.market.Market;
import org.caishi.testing.Chromium;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@ProductTest
class FleetBrowserTest {
    private static final String KEY = "9f86d081884c7d659a2feaa0c55ad015";
    private static final String PASSWORD = "a long enough password";
    private static final String HOME = "http://127.0.0.1:" + System.getProperty("CAISHI_PORT");
    private static final LocatorAssertions.HasAttributeOptions SOON =
            new LocatorAssertions.HasAttributeOptions().setTimeout(15_000);

    @Autowired
    TestMarket markets;

    @Autowired
    Users users;

    @Value("${caishi.mqtt.port}")
    int mqttPort;

    private final List<String> complaints = new ArrayList<>();
    Market market;
    String serial;
    String name;

    @BeforeEach
    void open() {
        market = markets.open(0);
        markets.stall(market, "F01");
        serial = "FB-" + UUID.randomUUID().toString().substring(0, 8);
        name = "fleet-" + serial;
        users.add(name, "张经理", PASSWORD, Role.MANAGER, market.marketId(), null);
    }

    @ParameterizedTest
    @CsvSource({"1366, 768, zh-CN", "360, 740, zh-CN", "360, 740, en"})
    void aSpeakerIsRegisteredAskedAndSpokenThrough(int width, int height, String language) throws Exception {
        try (Playwright playwright = Playwright.create();
                Browser browser = Chromium.open(playwright);
                BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setLocale(language))) {
            Page page = signIn(context);
            page.navigate(address("/speakers?lang=" + language));
            assertThat(page.locator("html")).hasAttribute("lang", language);
            walk(page, width + "-" + language);
        }
        assertThat(complaints).isEmpty();
    }

    private void walk(Page page, String shot) throws Exception {
        page.navigate(address("/speakers"));
        fits(page, "fleet-empty-" + shot);
        page.navigate(address("/new-speaker"));
        fits(page, "fleet-register-" + shot);
        page.locator("#stallNo").selectOption("F01");
        page.locator("#code").fill("CAISHI1;SN:" + serial + ";MK:acme;MD:S1;KEY:" + KEY);
        page.waitForURL("**/speakers/" + serial); // sends itself, as with a scanner
        try (FleetSpeaker speaker = new FleetSpeaker(mqttPort, market.code(), serial, KEY, "played")) {
            speaker.tell("state", "{\"battery\":15,\"signal\":-67,\"volume\":55,\"firmware\":\"1.4.2\"}");
            page.locator("#percent").fill("60");
            page.locator("form[action$='/volume'] button").click();
            assertThat(page.locator("#commands tbody tr").first()).hasAttribute("data-state", "DONE", SOON);
            fits(page, "fleet-one-" + shot);
            page.navigate(address("/broadcasts"));
            page.locator("#text").fill("市场还有十五分钟关门。");
            page.locator("form[action$='/broadcasts'] button").click();
            assertThat(page.locator("#broadcasts tbody tr").first()).hasAttribute("data-spoken", "1", SOON);
            fits(page, "fleet-broadcasts-" + shot);
        }
        page.navigate(address("/speakers"));
        fits(page, "fleet-" + shot);
    }

    private Page signIn(BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(HOME + "/login");
        page.locator("#username").fill(name);
        page.locator("#password").fill(PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL("**/manage/**");
        return page;
    }

    private String address(String path) {
        return HOME + "/manage/" + market.code() + path;
    }

    private static void fits(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens/" + name + ".png"))
                .setFullPage(true));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                .as(name)
                .isLessThanOrEqualTo(0);
    }
}
