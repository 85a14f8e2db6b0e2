/** The day settlement goes out as it is: its totals are formulas, and they equal the journal. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caishi.identity.Role;
import org.caishi.market.Markets;
import org.caishi.market.WrittenMarkets;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ContentDisposition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettlementBookTest {
    private static final LocalDate DATE = LocalDate.of(2026, 4, 1);
    private static final int STALLS = 40;
    private static final int FIRST = 3;
    private static final int TOTAL = FIRST + STALLS;
    private static final String[] DANGEROUS = {"=1+1", "+86 小卖部", "-特价-", "@某某"};

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    WebApplicationContext context;

    @Autowired
    Markets markets;

    private SeededMarket market;
    private MockHttpServletResponse file;

    @BeforeAll
    void seed() throws IOException {
        market = SeededMarket.open(jdbc, 7005, "report-book", "老城菜市场", 0);
        Instant noon = DATE.atTime(12, 0).atZone(SeededMarket.SHANGHAI).toInstant();
        for (int stall = 1; stall <= STALLS; stall++) {
            String name = stall <= DANGEROUS.length ? DANGEROUS[stall - 1] : "商户 " + stall;
            market.stall(stall, "B%02d".formatted(stall), name, "TRADING", "ACTIVE");
            market.paid(stall, 1_001 * stall + 7, "WECHAT", noon.plusSeconds(stall), stall % 3 == 0);
            market.paid(stall, 333, "ALIPAY", noon.plusSeconds(600 + stall), stall % 3 == 0);
        }
        market.suspense(12_345, "OWED_BACK", noon.plusSeconds(30));
        market.close(DATE, noon.plusSeconds(50_000));
        WrittenMarkets.show(markets, "report-book");
        file = new SignedInBrowser(context, Role.CLERK, 7005L)
                .open("/manage/report-book/days/2026-04-01/settlement.xlsx");
        Files.write(Path.of("target/settlement.xlsx"), file.getContentAsByteArray());
    }

    private XSSFWorkbook book() throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(file.getContentAsByteArray()));
    }

    @Test
    void theFileHasAChineseName() {
        assertThat(file.getStatus()).isEqualTo(200);
        String header = java.util.Objects.requireNonNull(file.getHeader("Content-Disposition"));
        assertThat(header).startsWith("attachment;").contains("filename*=UTF-8''");
        assertThat(ContentDisposition.parse(header).getFilename()).isEqualTo("老城菜市场日结算表（按摊位）_2026-04-01.xlsx");
        assertThat(header.getBytes(StandardCharsets.US_ASCII))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(header);
    }

    @Test
    void itsTotalsEqualTheJournal() throws IOException {
        try (XSSFWorkbook book = book()) {
            Row total = book.getSheetAt(0).getRow(TOTAL);
            assertThat(fen(total.getCell(5))).isEqualTo(market.ledger(DATE, "channel_receivable"));
            assertThat(fen(total.getCell(7)) + fen(total.getCell(8))).isEqualTo(-market.ledger(DATE, "channel_fee"));
            assertThat(fen(total.getCell(8))).isPositive().isEqualTo(market.ledger(DATE, "fee_subsidy"));
            assertThat(fen(total.getCell(9))).isEqualTo(-market.ledger(DATE, "market_commission"));
            assertThat(fen(total.getCell(10))).isEqualTo(-market.ledger(DATE, "vendor_payable"));
            assertThat(total.getCell(4).getNumericCellValue()).isEqualTo(2 * STALLS);
            assertThat(book.getSheetAt(0).getRow(TOTAL + 1).getCell(0).getStringCellValue())
                    .isEqualTo("与分录核对一致");
        }
        assertThat(market.trialBalance()).isZero();
    }

    @Test
    void everyTotalIsAFormulaWhoseKeptValueIsWhatItCalculates() throws IOException {
        try (XSSFWorkbook book = book()) {
            var evaluator = book.getCreationHelper().createFormulaEvaluator();
            for (int column = 4; column <= 10; column++) {
                Cell total = book.getSheetAt(0).getRow(TOTAL).getCell(column);
                assertThat(total.getCellType()).isEqualTo(CellType.FORMULA);
                assertThat(total.getCellFormula()).matches("SUM\\([E-K]4:[E-K]" + TOTAL + "\\)");
                BigDecimal kept = BigDecimal.valueOf(total.getNumericCellValue());
                BigDecimal calculated = BigDecimal.valueOf(
                                evaluator.evaluate(total).getNumberValue())
                        .setScale(2, java.math.RoundingMode.HALF_UP);
                assertThat(kept).isEqualByComparingTo(calculated);
            }
        }
    }

    @Test
    void numbersAreNumbersAndTextStaysText() throws IOException {
        try (XSSFWorkbook book = book()) {
            XSSFSheet sheet = book.getSheetAt(0);
            for (int i = 0; i < STALLS; i++) {
                Row row = sheet.getRow(FIRST + i);
                assertThat(row.getCell(0).getCellType()).isEqualTo(CellType.STRING);
                assertThat(row.getCell(5).getCellType()).isEqualTo(CellType.NUMERIC);
                assertThat(row.getCell(5).getCellStyle().getDataFormatString()).isEqualTo("#,##0.00");
                assertThat(fen(row.getCell(5))).isEqualTo(1_001L * (i + 1) + 7 + 333);
            }
            for (int i = 0; i < DANGEROUS.length; i++) {
                Cell name = sheet.getRow(FIRST + i).getCell(2);
                assertThat(name.getCellType()).isEqualTo(CellType.STRING);
                assertThat(name.getStringCellValue()).isEqualTo(DANGEROUS[i]);
                assertThat(name.getCellStyle().getQuotePrefixed()).isTrue();
            }
        }
    }

    @Test
    void theSheetIsReadyForThePrinter() throws IOException {
        try (XSSFWorkbook book = book()) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getMergedRegion(0).formatAsString()).isEqualTo("A1:K1");
            assertThat(sheet.getRow(0).getCell(0).getStringCellValue()).isEqualTo("老城菜市场日结算表（按摊位）");
            assertThat(sheet.getRow(1).getCell(0).getStringCellValue())
                    .contains("老城菜市场")
                    .contains("2026-04-01")
                    .contains("单位：元");
            assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 3);
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo((short) 9);
            assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("1:3");
            assertThat(sheet.getFooter().getCenter()).isEqualTo("第 &P 页，共 &N 页");
        }
    }

    @Test
    void theLastSheetSaysWhatTheFiguresMean() throws IOException {
        try (XSSFWorkbook book = book()) {
            XSSFSheet last = book.getSheetAt(book.getNumberOfSheets() - 1);
            assertThat(last.getSheetName()).isEqualTo("口径说明");
            assertThat(IntStream.rangeClosed(FIRST, last.getLastRowNum())
                            .mapToObj(i -> last.getRow(i).getCell(0).getStringCellValue()))
                    .contains("收款总额", "手续费补贴", "商户净额", "营业日起止", "数据时间", "筛选条件", "制表人");
        }
    }

    private static long fen(Cell cell) {
        return BigDecimal.valueOf(cell.getNumericCellValue()).movePointRight(2).longValueExact();
    }
}
