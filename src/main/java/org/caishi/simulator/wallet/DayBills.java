/** What every simulated service can do about the bill of a day, for the page on which a person makes one. */
package org.caishi.simulator.wallet;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Optional;

public interface DayBills {
    /** The end of a message key and of an address, e.g. {@code wechat}. */
    String wallet();

    /**
     * Makes a day's bill be there, today's too.
     *
     * @param payments how many payments that nobody made stand behind the true ones
     */
    DayBill bill(LocalDate day, int payments) throws IOException;

    /** Writes the file as the merchant downloads it; only for a day that {@link #fileName} knows. */
    void download(LocalDate day, OutputStream out) throws IOException;

    /** How the file of a day is called; empty while no bill was made of it. */
    Optional<String> fileName(LocalDate day);
}
