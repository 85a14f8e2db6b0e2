/** One thing that is wrong in a filled-in sheet, with its place, for the person who filled it in. */
package org.caishi.scale.metrology;

import org.caishi.platform.BadInput;

/**
 * @param row as the spreadsheet counts, from 1
 * @param serial as it stands in the row; may be empty
 */
record SheetFault(int row, RegisterColumn column, String serial, BadInput wrong) {
    public String headingKey() {
        return column.headingKey();
    }

    public String messageKey() {
        return wrong.messageKey();
    }

    public Object[] arguments() {
        return wrong.arguments();
    }
}
