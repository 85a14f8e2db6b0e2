/** One row of a filled-in sheet: what stands in each column, and what could not be read. */
package org.caishi.scale.metrology;

import java.util.List;
import java.util.Map;

/** @param row as the spreadsheet counts, from 1 */
record SheetLine(int row, Map<RegisterColumn, String> cells, List<SheetFault> faults) {
    SheetLine {
        cells = Map.copyOf(cells);
        faults = List.copyOf(faults);
    }

    /** Empty where nothing was filled in. */
    String of(RegisterColumn column) {
        return cells.getOrDefault(column, "");
    }

    /** What was filled in, else what is known. */
    String or(RegisterColumn column, RegisteredScale known) {
        String filled = of(column);
        return filled.isEmpty() ? column.of(known) : filled;
    }

    boolean tellsOfVerification() {
        return cells.keySet().stream().anyMatch(RegisterColumn::isVerification);
    }
}
