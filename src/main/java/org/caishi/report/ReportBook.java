/** An Excel workbook that goes out as it is: sheets of figures, and last the sheet that says what the figures mean. */
package org.caishi.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.springframework.context.support.MessageSourceAccessor;

/** Rows are written to a temporary file as they come, so a long report takes no more memory than a short one. */
final class ReportBook implements AutoCloseable {
    private static final int ROWS_IN_MEMORY = 200;

    private final SXSSFWorkbook workbook = new SXSSFWorkbook(ROWS_IN_MEMORY);
    private final ReportStyles styles = new ReportStyles(workbook);
    private final MessageSourceAccessor words;

    ReportBook(MessageSourceAccessor words) {
        this.words = words;
        workbook.setCompressTempFiles(true);
    }

    /**
     * Begins a sheet.
     *
     * @param name on the tab
     * @param title merged over all columns
     * @param line market · period · unit
     */
    <R> ReportSheet<R> sheet(String name, String title, String line, List<Column<R>> columns) {
        return new ReportSheet<>(
                workbook.createSheet(WorkbookUtil.createSafeSheetName(name)), styles, words, title, line, columns);
    }

    /** Adds the last sheet: what each term means, then when, of what and by whom the book was made. */
    void definitions(List<Map.Entry<String, String>> terms) {
        String name = words.getMessage("report.sheet.definitions");
        List<Column<Map.Entry<String, String>>> columns = List.of(
                new Column.Text<>(words.getMessage("report.sheet.term"), 24, Map.Entry::getKey),
                new Column.Text<>(words.getMessage("report.sheet.meaning"), 100, Map.Entry::getValue));
        ReportSheet<Map.Entry<String, String>> sheet =
                sheet(name, name, words.getMessage("report.sheet.definitionsLine"), columns);
        terms.forEach(sheet::add);
    }

    void write(OutputStream out) throws IOException {
        workbook.write(out);
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
