/** The ledger of scales, what falls due, re-weighs, marked sales and price changes go out as Excel as they are. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.scale.metrology.ScaleFloor;
import org.caishi.scale.metrology.ScaleFloor.Floor;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetrologyBooksTest {
    private static final int FIRST = 3;

    @Autowired
    ScaleFloor floors;

    @Autowired
    Goods goods;

    @Autowired
    Staff staff;

    @Autowired
    WebApplicationContext context;

    private Floor floor;
    private LocalDate today;
    private Device fair;

    @BeforeAll
    void weighAndWeighAgain() {
        floor = floors.open();
        today = floors.today(floor.market());
        fair = floors.scale(floor.market(), null, today.plusDays(200));
        String page = floor.base() + "/scales/" + fair.deviceId();
        Staff.submit(
                staff.signedIn(Role.MANAGER, floor.market()),
                page,
                page,
                Map.of("maxKg", "15", "intervalGrams", "5", "accuracyClass", "III", "cycleMonths", "12", "fair", "on"));
        long sale = floors.sell(floor, 4_500, 500);
        Visitor inspector = staff.signedIn(Role.INSPECTOR, floor.market());
        String form = floor.base() + "/fair-scale/reweigh/" + sale + "/1";
        Staff.submit(
                inspector,
                form,
                form,
                Map.of(
                        "fair", Long.toString(fair.deviceId()),
                        "source", "TYPED",
                        "method", "SAME",
                        "actualKg", "4.39",
                        "remark", "=1+1"));
        long vendor = floor.holder().vendor().vendorId();
        Good tomato = goods.of(floor.market().marketId(), vendor).getFirst();
        goods.price(floor.market().marketId(), vendor, tomato.goodId(), UnitPrice.ofFenPerKilogram(480), "wang");
    }

    @Test
    void theLedgerHoldsEveryScaleAndTheDueListOnlyWhatEndsSoonOrIsUnknown() throws IOException {
        List<List<String>> ledger = rows("/scales.xlsx", "ledger", "计量器具台账");
        assertThat(ledger)
                .hasSize(2)
                .anySatisfy(row -> assertThat(row)
                        .contains(
                                fair.serial(),
                                "15 kg",
                                "5 g",
                                "III",
                                "有效",
                                "是",
                                today.plusDays(200).toString()));
        assertThat(rows("/scales/due.xlsx", "due", "检定到期"))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(floor.scale().serial(), "无检定记录", "A1"));
        assertThat(rows("/scales.xlsx?choice=VALID", "ledger-valid", "计量器具台账")).hasSize(1);
    }

    @Test
    void aReweighGoesOutWithAllThatDecided() throws IOException {
        List<List<String>> rows = rows("/reweighs.xlsx", "reweighs", "复秤记录");
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains("番茄", "4500", "4390", "110", "100", "超过允许范围", "手输")
                        .contains("蔬菜 1:100 / 1:100 按种类", fair.serial() + " 今日未核查")
                        .contains("=1+1"));
        assertThat(rows("/reweighs.xlsx?choice=WITHIN", "reweighs-within", "复秤记录"))
                .isEmpty();
    }

    @Test
    void markedSalesAddUpByAFormula() throws IOException {
        try (XSSFWorkbook book = book("/unverified-sales.xlsx", "unverified")) {
            XSSFSheet sheet = book.getSheetAt(0);
            Row total = sheet.getRow(sheet.getLastRowNum());
            Cell sum = total.getCell(7);
            assertThat(sum.getCellType()).isEqualTo(CellType.FORMULA);
            assertThat(sum.getCellFormula()).isEqualTo("SUM(H4:H4)");
            assertThat(sum.getNumericCellValue()).isEqualTo(22.5);
            assertThat(book.getSheetAt(book.getNumberOfSheets() - 1).getSheetName())
                    .isEqualTo("口径说明");
        }
    }

    @Test
    void aPriceChangeSaysFromWhatToWhatAndByWhom() throws IOException {
        List<List<String>> rows = rows("/price-changes.xlsx", "prices", "价格变动");
        assertThat(rows).hasSize(2).first().satisfies(row -> assertThat(row).contains("番茄", "5.00", "4.80", "wang"));
        assertThat(rows.getLast()).contains("5.00").doesNotContain("wang");
    }

    private List<List<String>> rows(String path, String file, String sheetName) throws IOException {
        try (XSSFWorkbook book = book(path, file)) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getSheetName()).isEqualTo(sheetName);
            List<List<String>> rows = new ArrayList<>();
            for (int i = FIRST; i <= sheet.getLastRowNum(); i++) {
                List<String> cells = new ArrayList<>();
                sheet.getRow(i).forEach(cell -> cells.add(text(cell)));
                rows.add(cells);
            }
            return rows;
        }
    }

    private static String text(Cell cell) {
        if (cell.getCellType() == CellType.NUMERIC) {
            return org.apache.poi.ss.usermodel.DateUtil.isCellDateFormatted(cell)
                    ? cell.getLocalDateTimeCellValue().toLocalDate().toString()
                    : Long.toString((long) cell.getNumericCellValue());
        }
        return cell.getStringCellValue();
    }

    private XSSFWorkbook book(String path, String file) throws IOException {
        MockHttpServletResponse answer =
                new SignedInBrowser(context, Role.INSPECTOR, floor.market().marketId()).open(floor.base() + path);
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        Files.createDirectories(Path.of("target/books"));
        Files.write(Path.of("target/books/" + file + ".xlsx"), answer.getContentAsByteArray());
        return new XSSFWorkbook(new ByteArrayInputStream(answer.getContentAsByteArray()));
    }
}
