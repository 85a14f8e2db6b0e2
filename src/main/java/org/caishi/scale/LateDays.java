/** Says on which business date a sale is booked that its scale tells late; whoever keeps the books' calendar knows. */
package org.caishi.scale;

import java.time.Instant;
import java.time.LocalDate;
import org.caishi.market.Market;

/** A boundary turned round: settlement keeps the calendar, and scales are asked by payment, which knows both. */
public interface LateDays {
    /**
     * Holds the market's books open for the caller's transaction; the date of something that happened then, or the first
     * open one after it where that is closed.
     */
    LocalDate bookedOn(Market market, Instant happened);
}
