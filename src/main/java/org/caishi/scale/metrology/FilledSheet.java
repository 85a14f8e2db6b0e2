/** Reads an uploaded workbook of scale particulars, and refuses what is none or too large to be one. */
package org.caishi.scale.metrology;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.NumberToTextConverter;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.caishi.platform.BadInput;

final class FilledSheet {
    /** Two thousand filled rows take a fifth of it. */
    static final int MOST_BYTES = 1024 * 1024;

    /** Two scales a stall of the largest market, and some. */
    static final int MOST_ROWS = 2_000;

    /** What the file may unpack to: the whole of it is held in memory, several times over. */
    private static final long MOST_UNPACKED = 10L * 1024 * 1024;

    private static final int MOST_PARTS = 200;
    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");

    private final Function<String, Optional<RegisterColumn>> headings;
    private final Map<Integer, RegisterColumn> columns = new HashMap<>();

    private FilledSheet(Function<String, Optional<RegisterColumn>> headings) {
        this.headings = headings;
    }

    /**
     * The filled rows of the first sheet.
     *
     * @param headings which column a heading means
     * @throws BadInput where the file is none that could be filled in
     */
    static List<SheetLine> read(byte[] file, Function<String, Optional<RegisterColumn>> headings) {
        refuseIfLarge(file);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            return new FilledSheet(headings).read(book.getSheetAt(0));
        } catch (BadInput wrong) {
            throw wrong;
        } catch (IOException | RuntimeException noWorkbook) {
            // Whatever a broken file makes the reader of workbooks throw: it has many words for it.
            throw new BadInput("metrology.import.unreadable");
        }
    }

    private static void refuseIfLarge(byte[] file) {
        if (file.length > MOST_BYTES) {
            throw new BadInput("metrology.import.large", MOST_BYTES / 1024);
        }
        byte[] buffer = new byte[8192];
        long unpacked = 0;
        int parts = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            while (zip.getNextEntry() != null) {
                parts++;
                for (int count = zip.read(buffer); count >= 0; count = zip.read(buffer)) {
                    unpacked += count;
                    if (unpacked > MOST_UNPACKED || parts > MOST_PARTS) {
                        throw new BadInput("metrology.import.large", MOST_BYTES / 1024);
                    }
                }
            }
        } catch (IOException noZip) {
            throw new BadInput("metrology.import.unreadable");
        }
    }

    private List<SheetLine> read(Sheet sheet) {
        if (sheet.getPhysicalNumberOfRows() == 0) {
            throw new BadInput("metrology.import.unreadable");
        }
        List<SheetLine> lines = new ArrayList<>();
        for (Row row : sheet) {
            if (columns.isEmpty()) {
                readHeadings(row);
            } else {
                readLine(row).ifPresent(lines::add);
            }
            if (lines.size() > MOST_ROWS) {
                throw new BadInput("metrology.import.rows", MOST_ROWS);
            }
        }
        if (lines.isEmpty()) {
            throw new BadInput("metrology.import.empty");
        }
        return lines;
    }

    private void readHeadings(Row row) {
        Set<RegisterColumn> seen = EnumSet.noneOf(RegisterColumn.class);
        for (Cell cell : row) {
            String heading = text(cell);
            if (!heading.isEmpty()) {
                RegisterColumn column = headings.apply(heading)
                        .orElseThrow(() -> new BadInput("metrology.import.heading", cut(heading)));
                if (!seen.add(column)) {
                    throw new BadInput("metrology.import.headingTwice", cut(heading));
                }
                columns.put(cell.getColumnIndex(), column);
            }
        }
        if (!seen.contains(RegisterColumn.SERIAL)) {
            throw new BadInput("metrology.import.noSerials");
        }
    }

    /** Empty for a row in which nothing is filled in. */
    private Optional<SheetLine> readLine(Row row) {
        int number = row.getRowNum() + 1;
        Map<RegisterColumn, String> cells = new EnumMap<>(RegisterColumn.class);
        Map<RegisterColumn, BadInput> wrong = new EnumMap<>(RegisterColumn.class);
        for (Cell cell : row) {
            RegisterColumn column = columns.get(cell.getColumnIndex());
            if (column != null) {
                try {
                    String text = text(cell);
                    if (!text.isEmpty()) {
                        cells.put(column, isDay(column) ? day(text) : text);
                    }
                } catch (BadInput unreadable) {
                    wrong.put(column, unreadable);
                }
            }
        }
        String serial = cells.getOrDefault(RegisterColumn.SERIAL, "");
        List<SheetFault> faults = wrong.entrySet().stream()
                .map(each -> new SheetFault(number, each.getKey(), cut(serial), each.getValue()))
                .toList();
        return cells.isEmpty() && faults.isEmpty()
                ? Optional.empty()
                : Optional.of(new SheetLine(number, cells, faults));
    }

    private static boolean isDay(RegisterColumn column) {
        return column == RegisterColumn.VERIFIED_ON || column == RegisterColumn.VALID_UNTIL;
    }

    private static String text(Cell cell) {
        return switch (cell.getCellType()) {
            case STRING -> cell.getStringCellValue().strip();
            case NUMERIC ->
                DateUtil.isCellDateFormatted(cell)
                        ? cell.getLocalDateTimeCellValue().toLocalDate().toString()
                        : number(cell);
            case BLANK, _NONE -> "";
            case FORMULA, BOOLEAN, ERROR -> throw new BadInput("metrology.import.cell");
        };
    }

    /** The decimal that the person sees: a cell is a double, and means its shortest decimal of 15 digits. */
    private static String number(Cell cell) {
        return new BigDecimal(NumberToTextConverter.toText(cell.getNumericCellValue()))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** 2026/5/1 is how many type what the pages write as 2026-05-01. */
    private static String day(String text) {
        Matcher day = DAY.matcher(text);
        return day.matches()
                ? "%s-%2s-%2s"
                        .formatted(day.group(1), day.group(2), day.group(3))
                        .replace(' ', '0')
                : text;
    }

    static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40);
    }
}
