/** The manager's home in a real browser: it moves by itself when money comes, and a payment opens in the drawer. */
package org.caishi.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.market.Markets;
import org.caishi.market.WrittenMarkets;
import org.caishi.platform.LivePages;
import org.caishi.testing.Chromium;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagerBrowserTest {
    private static final int WIDTH = 1366;
    private static final long MARKET = 7006;
    private static final String PASSWORD = "browser-of-7006";

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Users users;

    @Autowired
    Markets markets;

    @Autowired
    LivePages live;

    @Autowired
    Clock clock;

    private final List<String> complaints = new ArrayList<>();
    private SeededMarket market;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void begin() {
        market = SeededMarket.open(jdbc, MARKET, "report-browser", "老城菜市场", 0);
        Instant now = clock.instant();
        for (int stall = 1; stall <= 60; stall++) {
            market.stall(
                    stall, "C%02d".formatted(stall), "商户 " + stall, stall % 9 == 0 ? "VACANT" : "TRADING", "ACTIVE");
            if (stall % 4 == 0) {
                market.paid(stall, 1_000 + stall, "WECHAT", now, false);
            }
        }
        users.add("manager-7006", "张经理", PASSWORD, Role.MANAGER, MARKET, null);
        WrittenMarkets.show(markets, "report-browser");
        playwright = Playwright.create();
        browser = Chromium.open(playwright);
    }

    @AfterAll
    void end() {
        browser.close();
        playwright.close();
    }

    @Test
    void aPaymentMovesTheOpenHomeWithoutAReload() {
        try (BrowserContext context = context(ColorScheme.LIGHT)) {
            Page page = signedIn(context);
            assertThat(page.locator("[data-figure=count]")).hasText("15");
            assertThat(page.locator("#hour-chart canvas")).isVisible();
            page.evaluate("window.sameDocument = true");
            market.paid(1, 500, "WECHAT", clock.instant(), false);
            live.tell("market/" + MARKET, "paid", Map.of("stallNo", "C01", "amountFen", 500));
            assertThat(page.locator("[data-figure=count]"))
                    .hasText("16", new LocatorAssertions.HasTextOptions().setTimeout(9_000));
            assertThat(page.locator("[data-stall=C01]")).hasAttribute("data-doing", "SELLING");
            assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
            assertThat(page.locator("#hour-chart canvas")).isVisible();
            fits(page, "home");
        }
    }

    @Test
    void aPaymentOpensInTheDrawerAndTheTableFits() {
        try (BrowserContext context = context(ColorScheme.DARK)) {
            Page page = signedIn(context);
            fits(page, "home-dark");
            page.navigate(address("/manage/report-browser/payments"));
            fits(page, "payments-dark");
            page.locator("a.order-number").first().click();
            assertThat(page.locator("dialog#drawer[open] .chain-times")).isVisible();
            fits(page, "drawer-dark");
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog#drawer[open]")).hasCount(0);
            for (String name : List.of("days", "statements", "devices")) {
                page.navigate(address("/manage/report-browser/" + name));
                fits(page, name + "-dark");
            }
        }
    }

    private BrowserContext context(ColorScheme scheme) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(WIDTH, 768)
                .setLocale("zh-CN")
                .setColorScheme(scheme));
    }

    private Page signedIn(BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(address("/login"));
        page.locator("#username").fill("manager-7006");
        page.locator("#password").fill(PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL("**/manage/report-browser");
        return page;
    }

    /** Nothing is wider than the screen, and the browser had nothing to complain about, its policy included. */
    private void fits(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens/" + name + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(WIDTH);
        assertThat(complaints).isEmpty();
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + System.getProperty("CAISHI_PORT") + path;
    }
}
