/** A day's bill as it was made: what it adds up to, and how it begins. */
package org.caishi.simulator.wallet;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.caishi.units.Money;

/** @param head its first lines as they stand in it */
public record DayBill(long payments, Money paid, long refunds, Money refunded, List<String> head) {
    private static final int HEAD_LINES = 8;
    private static final int LONGEST_LINE = 400;

    /** The first lines of a bill, cut to what a page can show. */
    public static List<String> head(BufferedReader bill) throws IOException {
        List<String> lines = new ArrayList<>(HEAD_LINES);
        for (String line = bill.readLine(); line != null && lines.size() < HEAD_LINES; line = bill.readLine()) {
            lines.add(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
        }
        return List.copyOf(lines);
    }
}
