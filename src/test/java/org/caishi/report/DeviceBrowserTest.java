/** A device's pages in a real browser: by keyboard alone, at a desk and on a phone, and an ear on the line that moves. */
package org.caishi.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.market.Market;
import org.caishi.testing.Chromium;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceBrowserTest {
    private static final String PASSWORD = "browser-of-devices";

    @Autowired
    TestMarket markets;

    @Autowired
    Users users;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    private final List<String> complaints = new ArrayList<>();
    private final String manager = "manager-" + UUID.randomUUID().toString().substring(0, 12);
    private Market market;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void begin() {
        market = markets.open(0);
        markets.stall(market, "A1");
        users.add(manager, "张经理", PASSWORD, Role.MANAGER, market.marketId(), null);
        playwright = Playwright.create();
        browser = Chromium.open(playwright);
    }

    @AfterAll
    void end() {
        browser.close();
        playwright.close();
    }

    @Test
    void aScaleIsRegisteredByKeyboardAndListenedTo() {
        try (Pty pty = Pty.open();
                BrowserContext context = context(1366, "zh-CN")) {
            Page page = signedIn(context);
            page.navigate(address("/devices/new?kind=SCALE&protocol=yaohua-tf0&link=SERIAL"));
            fits(page, 1366, "device-form");
            String serial = "KB-" + UUID.randomUUID().toString().substring(0, 8);
            page.locator("input[name=serial]").focus();
            page.keyboard().type(serial);
            page.locator("input[name=address]").focus();
            page.keyboard().type(pty.path().toString());
            page.keyboard().press("Tab");
            page.keyboard().type("A1");
            page.keyboard().press("Enter");
            assertThat(page.locator(".device-key")).isVisible();
            fits(page, 1366, "device-registered");
            Device device = devices.bySerial(serial).orElseThrow();
            await().until(() -> links.of(device).filter(state -> state.up()).isPresent());

            page.navigate(address("/devices/" + serial));
            page.locator("#listen button[type=submit]").focus();
            page.keyboard().press("Enter");
            page.waitForURL("**listen#listen");
            pty.write("\2+00020520F\3");
            await().until(() -> {
                pty.write("\2+00020521E\3");
                return page.locator(".listen-meant").count() > 5;
            });
            assertThat(page.locator(".listen-meant").last()).containsText("2050 g");
            assertThat(page.locator("[data-reject=checksum]")).isVisible();
            fits(page, 1366, "device-listening");
            page.locator("form[action$='/listen/end'] button").click();
            assertThat(page.locator("#listen form[action$='/listen']")).isVisible();
            page.navigate(address("/devices"));
            fits(page, 1366, "devices-live");
            devices.retire(device);
        }
    }

    @Test
    void thePagesFitAPhoneAndSpeakEnglish() {
        Device device = devices.register(new NewDevice(
                market.marketId(),
                "PH-" + UUID.randomUUID().toString().substring(0, 8),
                DeviceKind.SCALE,
                "Tuna",
                "X1",
                "modbus",
                LinkKind.TCP_OUT,
                "127.0.0.1:9",
                Map.of("framing", "tcp", "type", "float"),
                null,
                null,
                null));
        await().until(() -> links.of(device).filter(state -> state.errors() > 0).isPresent());
        try (BrowserContext context = context(360, "en")) {
            Page page = signedIn(context);
            page.navigate(address("/devices?lang=en"));
            for (String path : List.of(
                    "/devices",
                    "/devices/" + device.serial(),
                    "/devices/" + device.serial() + "/edit",
                    "/devices/new")) {
                page.navigate(address(path));
                fits(page, 360, "phone" + path.replace('/', '-').replace(device.serial(), "one"));
            }
            page.navigate(address("/devices/" + device.serial()));
            assertThat(page.locator("#live")).containsText("The other side refuses");
        }
        devices.retire(device);
    }

    private BrowserContext context(int width, String language) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width == 360 ? 740 : 768)
                .setLocale(language));
    }

    private Page signedIn(BrowserContext context) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate("http://127.0.0.1:" + System.getProperty("CAISHI_PORT") + "/login");
        page.locator("#username").fill(manager);
        page.locator("#password").fill(PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL("**/manage/" + market.code());
        return page;
    }

    private void fits(Page page, int width, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens/" + name + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as(name)
                .isLessThanOrEqualTo(width);
        assertThat(complaints).isEmpty();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + System.getProperty("CAISHI_PORT") + "/manage/" + market.code() + path;
    }
}
