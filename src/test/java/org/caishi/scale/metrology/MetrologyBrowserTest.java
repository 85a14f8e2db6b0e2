/** The pages of scales and the fair scale in a real browser, on the manager's desk and on the inspector's phone. */
package org.caishi.scale.metrology;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.scale.Display;
import org.caishi.scale.LiveWeights;
import org.caishi.scale.metrology.ScaleFloor.Floor;
import org.caishi.testing.Chromium;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.units.Weight;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetrologyBrowserTest {
    private static final String PASSWORD = "a browser looks at scales";

    @Autowired
    ScaleFloor floors;

    @Autowired
    Users users;

    @Autowired
    Staff staff;

    @Autowired
    Devices devices;

    @Autowired
    LiveWeights live;

    private final List<String> complaints = new ArrayList<>();
    private final String name = "scales-" + UUID.randomUUID().toString().substring(0, 12);
    private Floor floor;
    private Device fair;
    private Device label;
    private long sale;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void begin() {
        floor = floors.open();
        fair = floors.scale(floor.market(), null, floors.today(floor.market()).plusDays(20));
        label = devices.register(new NewDevice(
                floor.market().marketId(),
                "TM-" + UUID.randomUUID().toString().substring(0, 13),
                DeviceKind.SCALE,
                "大华",
                "TM-15A",
                "dahua-tm",
                LinkKind.TCP_OUT,
                "",
                Map.of(),
                floor.holder().stall().stallId(),
                null,
                null));
        String page = floor.base() + "/scales/" + fair.deviceId();
        Staff.submit(
                staff.signedIn(Role.MANAGER, floor.market()),
                page,
                page,
                Map.of("maxKg", "15", "intervalGrams", "5", "accuracyClass", "III", "cycleMonths", "12", "fair", "on"));
        sale = floors.sell(floor, 1_000, 500);
        users.add(name, "张经理", PASSWORD, Role.MANAGER, floor.market().marketId(), null);
        playwright = Playwright.create();
        browser = Chromium.open(playwright);
    }

    @AfterAll
    void end() {
        browser.close();
        playwright.close();
    }

    @Test
    void everyPageFitsTheDeskAndThePhoneInBothLanguages() {
        look(1366, 768, "zh-CN");
        look(360, 740, "zh-CN");
        look(1366, 768, "en");
    }

    @Test
    void theFairScalesWeightMovesByItselfAndIsRecorded() {
        try (BrowserContext context = context(1366, 768, "zh-CN")) {
            Page page = signedIn(context);
            page.navigate(address(floor.base() + "/fair-scale?number=" + sale));
            page.locator("#sales a.btn").click();
            assertThat(page.locator("[data-live]")).containsText("公平秤没有信号");
            Display.shows(live, fair, Weight.ofGrams(930), true);
            assertThat(page.locator("[data-live]")).containsText("0.930 kg");
            Display.shows(live, fair, Weight.ofGrams(930), true);
            page.locator("#method").selectOption("SAME");
            page.locator("button[value=LIVE]").click();
            assertThat(page.locator("[data-outcome]")).containsText("超过允许范围");
            assertThat(page.locator("[data-actual]")).hasText("0.930 kg");
            page.pdf(new Page.PdfOptions().setPath(Path.of("target/screens/record.pdf")));
            fits(page, 1366, "record-1366");
            page.setViewportSize(360, 740);
            fits(page, 360, "record-360");
        }
    }

    @Test
    void aRefusedSheetSaysWhereOnTheDeskAndOnThePhone() throws IOException {
        try (BrowserContext context = context(1366, 768, "zh-CN")) {
            Page page = signedIn(context);
            page.navigate(address(floor.base() + "/scales"));
            page.locator("a[href$='/scales/import']").click();
            page.setInputFiles("#file", new FilePayload("计量.xlsx", "application/octet-stream", sheetWithMistakes()));
            page.locator("#import button").click();
            assertThat(page.locator("[data-fault='2 SERIAL']")).containsText("本市场没有这个编号的在用秤");
            assertThat(page.locator("[data-fault='3 MAX']")).containsText("看不懂重量");
            // That the sheet was refused is the answer, and no fault of the page.
            complaints.removeIf(each -> each.contains("400"));
            fits(page, 1366, "import-refused-1366");
            page.setViewportSize(360, 740);
            fits(page, 360, "import-refused-360");
        }
    }

    private byte[] sheetWithMistakes() throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            Sheet sheet = book.createSheet();
            List<List<String>> rows = List.of(
                    List.of("设备编号", "最大秤量 Max（千克）"),
                    List.of("NOBODY-1", "15"),
                    List.of(floor.scale().serial(), "十五公斤"));
            for (List<String> cells : rows) {
                Row row = sheet.createRow(sheet.getPhysicalNumberOfRows());
                cells.forEach(
                        each -> row.createCell(row.getPhysicalNumberOfCells()).setCellValue(each));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    private void look(int width, int height, String language) {
        try (BrowserContext context = context(width, height, language)) {
            Page page = signedIn(context);
            page.navigate(address(floor.base() + "?lang=" + language));
            assertThat(page.locator("html")).hasAttribute("lang", language);
            Map<String, String> paths = new LinkedHashMap<>(Map.of(
                    "home", "",
                    "scales", "/scales",
                    "scale", "/scales/" + floor.scale().deviceId(),
                    "goods", "/scales/" + label.deviceId() + "/goods",
                    "unverified", "/unverified-sales",
                    "fair", "/fair-scale?stall=A1",
                    "reweigh", "/fair-scale/reweigh/" + sale + "/1",
                    "check", "/fair-scale/" + fair.deviceId() + "/check",
                    "reweighs", "/reweighs",
                    "price-changes", "/price-changes"));
            paths.put("import", "/scales/import");
            paths.forEach((what, path) -> {
                page.navigate(address(floor.base() + path));
                assertThat(page.locator("main h1").first()).isVisible();
                fits(page, width, "metrology-" + what + "-" + width + "-" + language);
            });
        }
    }

    private BrowserContext context(int width, int height, String language) {
        return browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setLocale(language));
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
        page.locator("#username").fill(name);
        page.locator("#password").fill(PASSWORD);
        page.locator("main button[type=submit]").click();
        page.waitForURL("**" + floor.base());
        return page;
    }

    /** Nothing is wider than the screen, and the browser had nothing to complain about, its policy included. */
    private void fits(Page page, int width, String picture) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens/" + picture + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as(picture)
                .isLessThanOrEqualTo(width);
        assertThat(complaints).as(picture).isEmpty();
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + System.getProperty("CAISHI_PORT") + path;
    }
}
