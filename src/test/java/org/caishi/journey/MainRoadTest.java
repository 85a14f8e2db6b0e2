/** The main road: fish on a scale, a plate scanned in WeChat, a payment that everybody sees and hears, once. */
package org.caishi.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.market.PlateHolder;
import org.caishi.report.BooksCheck;
import org.caishi.testing.Chromium;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class MainRoadTest {
    private static final String PASSWORD = "journey-1";
    private static final String KEY = "ab".repeat(32);
    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(20_000);

    @Autowired
    TestMarket markets;

    @Autowired
    Markets register;

    @Autowired
    Goods goods;

    @Autowired
    Devices devices;

    @Autowired
    Users users;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    javax.sql.DataSource database;

    @Value("${server.port}")
    int port;

    @Value("${caishi.mqtt.port}")
    int mqttPort;

    Playwright playwright;
    Browser browser;
    Market market;
    PlateHolder stall;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "D01");
        long vendorId = stall.vendor().vendorId();
        goods.add(market.marketId(), vendorId, "鲈鱼", "水产", 1, UnitPrice.ofFenPerKilogram(2560), 1);
        users.add("vendor-" + market.code(), "老王", PASSWORD, Role.VENDOR, market.marketId(), vendorId);
        users.add("manager-" + market.code(), "张经理", PASSWORD, Role.MANAGER, market.marketId(), null);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> register.byCode(market.code()).isPresent());
        playwright = Playwright.create();
        browser = Chromium.open(playwright);
    }

    @AfterEach
    void closeTheBooks() {
        devices.of(market.marketId()).forEach(devices::retire);
        browser.close();
        playwright.close();
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void fromTheScaleToALoudReceived() throws Exception {
        try (Pty cable = Pty.open();
                BrowserContext phone = phone("Mozilla/5.0");
                BrowserContext wallet = phone("Mozilla/5.0 MicroMessenger/8.0.50");
                BrowserContext desktop = browser.newContext(
                        new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(1366, 768));
                CloudSpeaker speaker = speaker()) {
            register(
                    DeviceKind.SCALE,
                    "yaohua-tf0",
                    LinkKind.SERIAL,
                    cable.path().toString());
            Page manager = signedIn(desktop, "manager", "/manage/" + market.code());
            Page vendor = signedIn(phone, "vendor", "/vendor");
            vendor.evaluate("window.sameDocument = true");
            weigh(cable, vendor);
            vendor.locator("button.good").first().click();
            assertThat(vendor.locator("#refused")).isHidden();
            assertThat(vendor.locator("#due")).hasText("¥12.49", SOON);

            Page consumer = wallet.newPage();
            consumer.navigate(address("/q/" + stall.plate().token()));
            assertThat(consumer.locator("h1")).hasText("D01");
            assertThat(consumer.locator(".holder")).containsText("王**");
            assertThat(consumer.locator(".total")).hasText("¥12.49");
            consumer.locator("form button").click();
            consumer.locator("button.pay").click();
            assertThat(consumer.locator(".state")).hasText("付款成功", SOON);

            assertThat(vendor.locator("#paid-amount")).hasText("¥12.49", SOON);
            assertThat(vendor.locator("#paid-word"))
                    .hasText(consumer.locator(".word").textContent());
            assertThat(vendor.locator("#total")).hasText("¥12.49", SOON);
            assertThat(vendor.evaluate("window.sameDocument")).isEqualTo(true);
            assertThat(manager.locator("[data-figure=count]")).hasText("1", SOON);
            await().untilAsserted(() -> assertThat(speaker.heard()).containsExactly("微信收款十二点四九元"));
            await().untilAsserted(() -> assertThat(one("select state from speaker_announcement where market_id = ?"))
                    .isEqualTo("SPOKEN"));
            theChainIsWhole();
        }
    }

    /** One row of each kind, and each knows of the others. */
    private void theChainIsWhole() {
        assertThat(one("select state from payment_order where market_id = ?")).isEqualTo("PAID");
        assertThat(one("select state from scale_weighing where market_id = ?")).isEqualTo("PAID");
        assertThat(one("select net_grams from scale_weighing_item where market_id = ?"))
                .isEqualTo("488");
        assertThat(one("select outcome from payment_notice where market_id = ?"))
                .isEqualTo("BOOKED");
        assertThat(one("select sum(amount_fen) from settlement_share where market_id = ?"))
                .isEqualTo("1249");
        assertThat(markets.balances(market))
                .isEqualTo(Map.of(
                        "channel_receivable",
                        Money.ofFen(1249),
                        "vendor_payable:" + stall.vendor().vendorId(),
                        Money.ofFen(-1237),
                        "market_commission",
                        Money.ofFen(-7),
                        "channel_fee",
                        Money.ofFen(-5)));
    }

    /** 0.488 kg, again and again as such a scale sends it, until the vendor's page shows it. */
    private void weigh(Pty cable, Page vendor) {
        int xor = "+0004883".chars().reduce(0, (sum, next) -> sum ^ next);
        byte[] checked = "\u0002+0004883%02X\u0003".formatted(xor).getBytes(StandardCharsets.US_ASCII);
        Thread.ofVirtual().start(() -> {
            for (int times = 0; times < 600 && !browserClosed(); times++) {
                cable.write(checked);
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        assertThat(vendor.locator("#kg")).hasText("0.488", SOON);
        assertThat(vendor.locator("#jin")).hasText("0.976");
        assertThat(vendor.locator("#scale")).hasAttribute("data-state", "stable");
    }

    private boolean browserClosed() {
        return !browser.isConnected();
    }

    private BrowserContext phone(String userAgent) {
        return browser.newContext(new Browser.NewContextOptions()
                .setUserAgent(userAgent)
                .setLocale("zh-CN")
                .setViewportSize(360, 740));
    }

    private Page signedIn(BrowserContext context, String who, String path) {
        Page page = context.newPage();
        page.navigate(address("/login"));
        page.locator("input[name=username]").fill(who + "-" + market.code());
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("button[type=submit]").click();
        page.waitForURL("**" + path + "**");
        return page;
    }

    private CloudSpeaker speaker() throws Exception {
        Device device = register(DeviceKind.SPEAKER, "caishi-speaker", LinkKind.MQTT, "");
        return new CloudSpeaker(device.serial(), KEY, market.code(), mqttPort);
    }

    private Device register(DeviceKind kind, String protocol, LinkKind link, String address) {
        return devices.register(new NewDevice(
                market.marketId(),
                kind + "-" + market.code(),
                kind,
                "maker",
                "model",
                protocol,
                link,
                address,
                Map.of(),
                stall.stall().stallId(),
                null,
                KEY));
    }

    private String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private String one(String sql) {
        return String.valueOf(jdbc.queryForObject(sql, Object.class, market.marketId()));
    }
}
