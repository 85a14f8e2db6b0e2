/** A filled-in sheet puts the particulars of many scales into the register, wholly or not at all, and says what is wrong where. */
package org.caishi.scale.metrology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caishi.device.Device;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.scale.metrology.ScaleFloor.Floor;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class RegisterImportTest {
    @Autowired
    ScaleFloor floors;

    @Autowired
    Staff staff;

    @Autowired
    JdbcTemplate jdbc;

    private Floor floor;
    private Device second;
    private Visitor manager;
    private String page;

    @BeforeEach
    void openAMarketWithTwoScales() {
        floor = floors.open();
        second = floors.scale(floor.market(), null, null);
        manager = staff.signedIn(Role.MANAGER, floor.market());
        page = floor.base() + "/scales/import";
    }

    @Test
    void theSheetListsTheMarketsScalesWithANoteAtEachHeading() throws IOException {
        HttpResponse<byte[]> sent = download();
        assertThat(sent.headers().firstValue("Content-Disposition").orElseThrow())
                .contains(".xlsx");
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(sent.body()))) {
            Sheet sheet = book.getSheetAt(0);
            Row headings = sheet.getRow(0);
            assertThat(headings.getCell(RegisterColumn.SERIAL.at()).getStringCellValue())
                    .isEqualTo("设备编号");
            for (RegisterColumn column : RegisterColumn.values()) {
                assertThat(headings.getCell(column.at())
                                .getCellComment()
                                .getString()
                                .getString())
                        .as(column.name())
                        .isNotBlank();
            }
            assertThat(List.of(
                            sheet.getRow(1).getCell(0).getStringCellValue(),
                            sheet.getRow(2).getCell(0).getStringCellValue()))
                    .containsExactlyInAnyOrder(floor.scale().serial(), second.serial());
            assertThat(sheet.getLastRowNum()).isEqualTo(2);
        }
    }

    @Test
    void aFilledSheetIsTakenOnceHoweverOftenItComes() throws IOException {
        LocalDate day = floors.today(floor.market()).minusDays(3);
        byte[] sheet = filled(book -> {
            Sheet rows = book.getSheetAt(0);
            fill(row(rows, floor.scale()), Map.of(RegisterColumn.MAX, "15", RegisterColumn.MIN, "0.1"));
            fill(
                    row(rows, floor.scale()),
                    Map.of(
                            RegisterColumn.MAKER, "=上海耀华",
                            RegisterColumn.INTERVAL, "5",
                            RegisterColumn.DIVISION, "2",
                            RegisterColumn.CLASS, "III",
                            RegisterColumn.CERTIFICATE, "Z-77",
                            RegisterColumn.VERIFIED_BY, "市计量所",
                            RegisterColumn.SEAL, "F-1",
                            RegisterColumn.VERIFIED_ON,
                                    day.toString().replace("-0", "-").replace('-', '/')));
            numeric(row(rows, second), RegisterColumn.MAX, "30.5");
            day(row(rows, second), RegisterColumn.VERIFIED_ON, day);
            fill(row(rows, second), Map.of(RegisterColumn.CERTIFICATE, "Z-78", RegisterColumn.VERIFIED_BY, "市计量所"));
        });
        assertThat(text(upload(sheet))).contains("表中 2 台秤已录入：2 台有改动，新增检定 2 次");
        assertThat(registered())
                .containsExactlyInAnyOrder(
                        floor.scale().serial() + " =上海耀华 15000 100 5000 2000 III Z-77 F-1 " + day,
                        second.serial() + " 大华 30500 0 0 0 III Z-78  " + day);
        assertThat(trail("scale.import")).containsExactly("2 scales, 2 changed, 2 verifications");

        assertThat(text(upload(sheet))).contains("2 台秤已录入：0 台有改动，新增检定 0 次");
        assertThat(verifications()).isEqualTo(2);
        assertThat(text(upload(download().body()))).as("the sheet as it is now").contains("2 台秤已录入：0 台有改动，新增检定 0 次");
    }

    @Test
    void everyMistakeIsNamedByRowAndColumnAndNothingIsWritten() throws IOException {
        byte[] sheet = filled(book -> {
            Sheet rows = book.getSheetAt(0);
            Row good = row(rows, floor.scale());
            fill(good, Map.of(RegisterColumn.MAX, "15", RegisterColumn.INTERVAL, "5"));
            Row wrong = row(rows, second);
            fill(wrong, Map.of(RegisterColumn.MAX, "十五", RegisterColumn.CLASS, "V", RegisterColumn.CYCLE, "13"));
            cell(wrong, RegisterColumn.SEAL).setCellFormula("1+1");
            Row unknown = rows.createRow(5);
            fill(unknown, Map.of(RegisterColumn.SERIAL, "NOBODY-1", RegisterColumn.VERIFIED_ON, "昨天"));
            fill(rows.createRow(7), Map.of(RegisterColumn.SERIAL, floor.scale().serial()));
            fill(rows.createRow(9), Map.of(RegisterColumn.MODEL, "TM"));
        });
        HttpResponse<String> answer = upload(sheet);
        int wrong = rowOf(sheet, second);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("表中有 8 处问题，一台也没有录入")
                .contains(
                        "data-fault=\"" + wrong + " MAX\"",
                        "看不懂重量“十五”",
                        "data-fault=\"" + wrong + " CLASS\"",
                        "data-fault=\"" + wrong + " CYCLE\"",
                        "data-fault=\"" + wrong + " SEAL\"",
                        "不要用公式",
                        "data-fault=\"6 SERIAL\"",
                        "data-fault=\"6 VERIFIED_ON\"",
                        "data-fault=\"8 SERIAL\"",
                        "这台秤在第 " + rowOf(sheet, floor.scale()) + " 行已经填过",
                        "data-fault=\"10 SERIAL\"",
                        "请填写设备编号");
        assertThat(registered()).isEmpty();
        assertThat(trail("scale.import")).isEmpty();
    }

    @Test
    void cellsThatDoNotFitTogetherAreNamedToo() throws IOException {
        byte[] sheet = filled(book -> {
            Sheet rows = book.getSheetAt(0);
            fill(row(rows, floor.scale()), Map.of(RegisterColumn.MAX, "0.1", RegisterColumn.MIN, "0.2"));
            fill(row(rows, second), Map.of(RegisterColumn.CERTIFICATE, "Z-1"));
        });
        assertThat(upload(sheet).body())
                .contains(
                        "data-fault=\"" + rowOf(sheet, floor.scale()) + " MAX\"",
                        "Min 不能大于 Max",
                        "data-fault=\"" + rowOf(sheet, second) + " VERIFIED_ON\"");
        assertThat(registered()).isEmpty();
    }

    @Test
    void aScaleOfAnotherMarketIsUnknownHereAndStaysAsItIs() throws IOException {
        Floor elsewhere = floors.open();
        byte[] sheet = filled(book -> fill(
                book.getSheetAt(0).createRow(4),
                Map.of(RegisterColumn.SERIAL, elsewhere.scale().serial(), RegisterColumn.MAKER, "别人")));
        assertThat(upload(sheet).body()).contains("data-fault=\"5 SERIAL\"", "本市场没有这个编号的在用秤");
        assertThat(jdbc.queryForObject(
                        "select maker from device_device where market_id = ? and serial = ?",
                        String.class,
                        elsewhere.market().marketId(),
                        elsewhere.scale().serial()))
                .isEqualTo("大华");
    }

    @Test
    void whatIsNoSheetIsRefusedInWords() throws IOException {
        assertThat(upload("nonsense".getBytes(StandardCharsets.UTF_8)).body()).contains("打不开这个文件");
        assertThat(upload(new byte[0]).body()).contains("请选择填好的表格文件");
        assertThat(upload(new byte[FilledSheet.MOST_BYTES + 1]).body()).contains("文件太大：最大 1,024 KB");
        assertThat(upload(bomb()).body())
                .as("a megabyte of zeros packs to a thousand bytes")
                .contains("文件太大");
        assertThat(upload(filled(book -> book.getSheetAt(0).getRow(0).getCell(3).setCellValue("=SUM(A1)")))
                        .body())
                .contains("不认识的标题“=SUM(A1)”");
        assertThat(upload(filled(book -> {
                            for (int i = 0; i <= FilledSheet.MOST_ROWS; i++) {
                                fill(book.getSheetAt(0).createRow(i + 1), Map.of(RegisterColumn.SERIAL, "S" + i));
                            }
                        }))
                        .body())
                .contains("一次最多 2,000 行");
        assertThat(registered()).isEmpty();
    }

    @Test
    void onlyTheMarketsManagerMayTakeASheet() {
        Visitor inspector = staff.signedIn(Role.INSPECTOR, floor.market());
        assertThat(inspector.get(page).statusCode()).isEqualTo(403);
        assertThat(inspector.get(page + "/template.xlsx").statusCode()).isEqualTo(403);
        assertThat(inspector.get(floor.base() + "/scales").body()).doesNotContain("从表格录入");
        assertThat(manager.get(floor.base() + "/scales").body()).contains(page);
        Visitor stranger = staff.signedIn(Role.MANAGER, floors.open().market());
        assertThat(stranger.get(page).statusCode()).isEqualTo(404);
    }

    private HttpResponse<byte[]> download() {
        return manager.bytes(page + "/template.xlsx");
    }

    private byte[] filled(Consumer<XSSFWorkbook> pen) throws IOException {
        try (XSSFWorkbook book =
                new XSSFWorkbook(new ByteArrayInputStream(download().body()))) {
            pen.accept(book);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    private static void fill(Row row, Map<RegisterColumn, String> cells) {
        cells.forEach((column, text) -> cell(row, column).setCellValue(text));
    }

    private static void numeric(Row row, RegisterColumn column, String number) {
        row.removeCell(cell(row, column));
        cell(row, column).setCellValue(Double.parseDouble(number));
    }

    private static void day(Row row, RegisterColumn column, LocalDate day) {
        row.removeCell(cell(row, column));
        CellStyle style = row.getSheet().getWorkbook().createCellStyle();
        style.setDataFormat((short) 14);
        cell(row, column).setCellStyle(style);
        cell(row, column).setCellValue(day);
    }

    private static Cell cell(Row row, RegisterColumn column) {
        return row.getCell(column.at(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    private static Row row(Sheet sheet, Device scale) {
        for (Row row : sheet) {
            if (cell(row, RegisterColumn.SERIAL).getStringCellValue().equals(scale.serial())) {
                return row;
            }
        }
        throw new AssertionError("no row of " + scale.serial());
    }

    private static int rowOf(byte[] sheet, Device scale) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(sheet))) {
            return row(book.getSheetAt(0), scale).getRowNum() + 1;
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 20; i++) {
                zip.write(zeros);
            }
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private HttpResponse<String> upload(byte[] file) {
        return manager.upload(page, manager.token(page), "计量.xlsx", file);
    }

    /** The page after it. */
    private String text(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return manager.get(page).body();
    }

    private List<String> registered() {
        return jdbc.queryForList(
                "select concat(d.serial, ' ', d.maker, ' ', r.max_grams, ' ', r.min_grams, ' ', r.interval_milligrams, ' ',"
                        + " r.division_milligrams, ' ', r.accuracy_class, ' ', r.certificate_no, ' ', r.seal_no, ' ',"
                        + " r.verified_on) from scale_register r"
                        + " join device_device d on d.market_id = r.market_id and d.device_id = r.device_id"
                        + " where r.market_id = ?",
                String.class,
                floor.market().marketId());
    }

    private int verifications() {
        return jdbc.queryForList(
                        "select verification_id from scale_verification where market_id = ?",
                        floor.market().marketId())
                .size();
    }

    private List<String> trail(String action) {
        return jdbc.queryForList(
                "select detail from identity_audit where market_id = ? and action = ?",
                String.class,
                floor.market().marketId(),
                action);
    }
}
