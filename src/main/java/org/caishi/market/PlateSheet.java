/** What is printed on one A6 sheet. */
package org.caishi.market;

import org.caishi.platform.QrCode;

/**
 * A plate's sheet.
 *
 * @param zone the name of the stall's zone
 * @param address what the code says
 */
public record PlateSheet(PlateHolder holder, String zone, String address, QrCode code) {
    /** The most characters of a stall number that fit the sheet in the largest letters. */
    private static final int LARGE = 4;

    private static final int MIDDLING = 6;

    /** How large the stall number can be printed: {@code large}, {@code middling} or {@code small}. */
    public String numberSize() {
        int length = holder.stall().stallNo().length();
        return length <= LARGE ? "large" : length <= MIDDLING ? "middling" : "small";
    }
}
