/** The workbook to fill in: the market's scales with what is known of them, a note at each heading, and the notes once more. */
package org.caishi.scale.metrology;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.context.support.MessageSourceAccessor;

final class RegisterTemplate {
    private static final int WIDTH_OF_A_CHARACTER = 256;
    private static final int NOTE_COLUMNS = 3;
    private static final int NOTE_ROWS = 5;
    private static final int NOTES_WIDTH = 90;

    private final MessageSourceAccessor words;
    private final XSSFWorkbook book;
    private final CellStyle heading;
    private final CellStyle text;

    private RegisterTemplate(MessageSourceAccessor words, XSSFWorkbook book) {
        this.words = words;
        this.book = book;
        Font bold = book.createFont();
        bold.setBold(true);
        this.heading = book.createCellStyle();
        heading.setFont(bold);
        heading.setWrapText(true);
        heading.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        heading.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        // Text throughout: a spreadsheet would make a number of a serial and a day of a fraction.
        this.text = book.createCellStyle();
        text.setDataFormat(book.createDataFormat().getFormat("@"));
    }

    static void write(List<RegisteredScale> scales, MessageSourceAccessor words, OutputStream out) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            RegisterTemplate template = new RegisterTemplate(words, book);
            template.scales(scales);
            template.notes();
            book.write(out);
        }
    }

    private void scales(List<RegisteredScale> scales) {
        XSSFSheet sheet = book.createSheet(words.getMessage("metrology.import.sheet"));
        sheet.createFreezePane(1, 1);
        Row headings = sheet.createRow(0);
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        for (RegisterColumn column : RegisterColumn.values()) {
            int at = column.at();
            sheet.setColumnWidth(at, column.width() * WIDTH_OF_A_CHARACTER);
            sheet.setDefaultColumnStyle(at, text);
            XSSFCell cell = (XSSFCell) headings.createCell(at);
            cell.setCellValue(words.getMessage(column.headingKey()));
            cell.setCellStyle(heading);
            note(drawing, cell, words.getMessage(column.noteKey()));
        }
        offerClasses(sheet);
        for (RegisteredScale scale : scales) {
            Row row = sheet.createRow(sheet.getLastRowNum() + 1);
            for (RegisterColumn column : RegisterColumn.values()) {
                XSSFCell cell = (XSSFCell) row.createCell(column.at());
                cell.setCellStyle(text);
                cell.setCellValue(column.of(scale));
            }
        }
    }

    private void note(XSSFDrawing drawing, XSSFCell cell, String said) {
        ClientAnchor anchor = book.getCreationHelper().createClientAnchor();
        anchor.setCol1(cell.getColumnIndex());
        anchor.setCol2(cell.getColumnIndex() + NOTE_COLUMNS);
        anchor.setRow1(1);
        anchor.setRow2(1 + NOTE_ROWS);
        Comment comment = drawing.createCellComment(anchor);
        comment.setString(book.getCreationHelper().createRichTextString(said));
        cell.setCellComment(comment);
    }

    private void offerClasses(XSSFSheet sheet) {
        DataValidationHelper validation = sheet.getDataValidationHelper();
        int at = RegisterColumn.CLASS.at();
        sheet.addValidationData(validation.createValidation(
                validation.createExplicitListConstraint(ScaleForm.CLASSES.toArray(String[]::new)),
                new CellRangeAddressList(1, FilledSheet.MOST_ROWS, at, at)));
    }

    /** Phones and some programs do not show the notes at cells. */
    private void notes() {
        XSSFSheet sheet = book.createSheet(words.getMessage("metrology.import.notes"));
        sheet.setColumnWidth(0, 24 * WIDTH_OF_A_CHARACTER);
        sheet.setColumnWidth(1, NOTES_WIDTH * WIDTH_OF_A_CHARACTER);
        for (RegisterColumn column : RegisterColumn.values()) {
            Row row = sheet.createRow(column.at());
            row.createCell(0).setCellValue(words.getMessage(column.headingKey()));
            row.createCell(1).setCellValue(words.getMessage(column.noteKey()));
        }
    }
}
