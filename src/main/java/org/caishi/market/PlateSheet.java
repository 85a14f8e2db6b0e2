/** What is printed on one A6 sheet. */
package org.caishi.market;

import java.util.List;
import org.caishi.platform.QrCode;

/**
 * A plate's sheet. It hangs in a Chinese market, so its own words are Chinese whatever the language of the one who
 * prints it.
 *
 * @param zone the name of the stall's zone
 * @param address what the code says
 */
public record PlateSheet(PlateHolder holder, String zone, String address, QrCode code) {
    /** The most characters of a stall number that fit the sheet in the largest letters. */
    private static final int LARGE = 4;

    private static final int MIDDLING = 6;

    private static final List<String> MARKS = List.of("微信", "支付宝", "云闪付");

    /** The wallets that may scan it. */
    public List<String> marks() {
        return MARKS;
    }

    /** Where a consumer complains. */
    public String complaint() {
        return "投诉 " + holder.market().complaintPhone();
    }

    /** How large the stall number can be printed: {@code large}, {@code middling} or {@code small}. */
    public String numberSize() {
        int length = holder.stall().stallNo().length();
        return length <= LARGE ? "large" : length <= MIDDLING ? "middling" : "small";
    }
}
