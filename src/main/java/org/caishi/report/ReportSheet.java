/** One sheet of a report: title, line, frozen header, rows, and totals that are real formulas. */
package org.caishi.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.MessageSourceAccessor;

/** @param <R> what a row of the report is */
final class ReportSheet<R> {
    private static final int TITLE_ROW = 0;
    private static final int LINE_ROW = 1;
    private static final int HEADING_ROW = 2;
    private static final int FIRST_ROW = 3;
    private static final int WIDTH_OF_A_CHARACTER = 256;
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final SXSSFSheet sheet;
    private final ReportStyles styles;
    private final List<Column<R>> columns;
    private final long[] sums;
    private int next = FIRST_ROW;

    ReportSheet(
            SXSSFSheet sheet,
            ReportStyles styles,
            MessageSourceAccessor words,
            String title,
            String line,
            List<Column<R>> columns) {
        this.sheet = sheet;
        this.styles = styles;
        this.columns = columns;
        this.sums = new long[columns.size()];
        layOut(words);
        merged(TITLE_ROW, title, styles.title).setHeightInPoints(30);
        merged(LINE_ROW, line, styles.line).setHeightInPoints(20);
        Row heading = sheet.createRow(HEADING_ROW);
        heading.setHeightInPoints(24);
        for (int i = 0; i < columns.size(); i++) {
            put(heading, i, columns.get(i).heading(), styles.heading);
        }
    }

    /** A4 across, as many pages down as it takes, each with the header and its number. */
    private void layOut(MessageSourceAccessor words) {
        PrintSetup print = sheet.getPrintSetup();
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        print.setLandscape(true);
        print.setFitWidth((short) 1);
        print.setFitHeight((short) 0);
        sheet.setFitToPage(true);
        sheet.setHorizontallyCenter(true);
        sheet.setRepeatingRows(new CellRangeAddress(TITLE_ROW, HEADING_ROW, -1, -1));
        sheet.createFreezePane(0, FIRST_ROW);
        sheet.getFooter().setCenter(words.getMessage("report.sheet.pageOf", new Object[] {"&P", "&N"}));
        for (int i = 0; i < columns.size(); i++) {
            sheet.setColumnWidth(i, columns.get(i).width() * WIDTH_OF_A_CHARACTER);
        }
    }

    void add(R item) {
        Row row = sheet.createRow(next++);
        for (int i = 0; i < columns.size(); i++) {
            switch (columns.get(i)) {
                case Column.Text<R> text -> put(row, i, text.of().apply(item));
                case Column.Amount<R> amount -> putAmount(row, i, amount.of().apply(item));
                case Column.Count<R> count -> putCount(row, i, count.of().applyAsLong(item));
                case Column.Day<R> day -> put(row, i, day.of().apply(item));
                case Column.Moment<R> moment -> put(row, i, moment.of().apply(item));
            }
        }
    }

    /** Adds the totals below the rows: SUM formulas with their values at hand for programs that do not calculate. */
    void total(String label) {
        Row row = sheet.createRow(next++);
        put(row, 0, label, styles.totalLabel);
        for (int i = 1; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            if (column instanceof Column.Amount<R>) {
                sum(row, i, styles.totalMoney).setCellValue(yuan(sums[i]));
            } else if (column instanceof Column.Count<R>) {
                sum(row, i, styles.totalCount).setCellValue((double) sums[i]);
            } else {
                put(row, i, "", styles.totalLabel);
            }
        }
    }

    /** Adds a line over all columns below what is there. */
    void note(String text) {
        merged(next++, text, styles.note);
    }

    private Cell sum(Row row, int column, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellStyle(style);
        String letter = CellReference.convertNumToColString(column);
        int last = row.getRowNum();
        boolean anyRow = last > FIRST_ROW;
        cell.setCellFormula(anyRow ? "SUM(%s%d:%s%d)".formatted(letter, FIRST_ROW + 1, letter, last) : "SUM(0)");
        return cell;
    }

    private Row merged(int index, String text, CellStyle style) {
        Row row = sheet.createRow(index);
        put(row, 0, text, style);
        if (columns.size() > 1) {
            sheet.addMergedRegion(new CellRangeAddress(index, index, 0, columns.size() - 1));
        }
        return row;
    }

    private void putAmount(Row row, int column, Money amount) {
        sums[column] = Math.addExact(sums[column], amount.fen());
        Cell cell = row.createCell(column);
        cell.setCellStyle(styles.money);
        cell.setCellValue(yuan(amount.fen()));
    }

    private void putCount(Row row, int column, long count) {
        sums[column] = Math.addExact(sums[column], count);
        Cell cell = row.createCell(column);
        cell.setCellStyle(styles.count);
        cell.setCellValue((double) count);
    }

    private void put(Row row, int column, @Nullable LocalDate day) {
        Cell cell = row.createCell(column);
        cell.setCellStyle(styles.day);
        if (day != null) {
            cell.setCellValue(day);
        }
    }

    private void put(Row row, int column, @Nullable LocalDateTime moment) {
        Cell cell = row.createCell(column);
        cell.setCellStyle(styles.moment);
        if (moment != null) {
            cell.setCellValue(moment);
        }
    }

    private void put(Row row, int column, @Nullable String text) {
        boolean guarded = text != null && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        put(row, column, text == null ? "" : text, guarded ? styles.guardedText : styles.text);
    }

    /** A string cell is never a formula, whatever it begins with. */
    private static void put(Row row, int column, String text, CellStyle style) {
        Cell cell = row.createCell(column);
        cell.setCellStyle(style);
        cell.setCellValue(text);
    }

    /**
     * The one place where money becomes a double, because a spreadsheet's cell is one. Up to 15 significant digits (ten
     * trillion yuan) a decimal survives double and back unchanged, and the file holds the shortest decimal that means
     * the double: {@code 1234.5} for 123450 fen, never {@code 1234.4999…}. Nothing is calculated with it here.
     */
    private static double yuan(long fen) {
        return java.math.BigDecimal.valueOf(fen, 2).doubleValue();
    }
}
