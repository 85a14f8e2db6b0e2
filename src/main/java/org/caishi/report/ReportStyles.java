/** The cell styles of one workbook, made once: Excel allows only so many. */
package org.caishi.report;

import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.usermodel.Workbook;

final class ReportStyles {
    static final String MONEY = "#,##0.00";
    static final String COUNT = "#,##0";

    private static final short TITLE_POINTS = 16;

    private final Workbook workbook;
    final CellStyle title;
    final CellStyle line;
    final CellStyle heading;
    final CellStyle text;
    /** Text that a spreadsheet could take for a formula when the cell is edited: Excel shows it with a leading quote. */
    final CellStyle guardedText;

    final CellStyle money;
    final CellStyle count;
    final CellStyle day;
    final CellStyle moment;
    final CellStyle totalLabel;
    final CellStyle totalMoney;
    final CellStyle totalCount;
    final CellStyle note;

    ReportStyles(Workbook workbook) {
        this.workbook = workbook;
        title = plain(bold(TITLE_POINTS), HorizontalAlignment.CENTER);
        line = plain(workbook.createFont(), HorizontalAlignment.LEFT);
        note = plain(bold((short) 11), HorizontalAlignment.LEFT);
        heading = boxed("@", HorizontalAlignment.CENTER, true);
        heading.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        heading.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        heading.setWrapText(true);
        text = boxed("@", HorizontalAlignment.LEFT, false);
        text.setWrapText(true);
        guardedText = boxed("@", HorizontalAlignment.LEFT, false);
        guardedText.setQuotePrefixed(true);
        money = boxed(MONEY, HorizontalAlignment.RIGHT, false);
        count = boxed(COUNT, HorizontalAlignment.RIGHT, false);
        day = boxed("yyyy-mm-dd", HorizontalAlignment.CENTER, false);
        moment = boxed("yyyy-mm-dd hh:mm:ss", HorizontalAlignment.CENTER, false);
        totalLabel = boxed("@", HorizontalAlignment.LEFT, true);
        totalMoney = boxed(MONEY, HorizontalAlignment.RIGHT, true);
        totalCount = boxed(COUNT, HorizontalAlignment.RIGHT, true);
    }

    private CellStyle plain(Font font, HorizontalAlignment alignment) {
        CellStyle style = workbook.createCellStyle();
        style.setFont(font);
        style.setAlignment(alignment);
        style.setVerticalAlignment(VerticalAlignment.CENTER);
        return style;
    }

    private CellStyle boxed(String format, HorizontalAlignment alignment, boolean bold) {
        CellStyle style = plain(bold ? bold((short) 11) : workbook.createFont(), alignment);
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        style.setBorderTop(BorderStyle.THIN);
        style.setBorderBottom(BorderStyle.THIN);
        style.setBorderLeft(BorderStyle.THIN);
        style.setBorderRight(BorderStyle.THIN);
        return style;
    }

    private Font bold(short points) {
        Font font = workbook.createFont();
        font.setBold(true);
        font.setFontHeightInPoints(points);
        return font;
    }
}
