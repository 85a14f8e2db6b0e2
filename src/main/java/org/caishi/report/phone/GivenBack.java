/** One refund of a payment as its vendor sees it: how much, since when, how it stands. */
package org.caishi.report.phone;

import java.time.Instant;
import org.caishi.units.Money;

/**
 * @param state ASKED, DONE or FAILED
 * @param words why it failed or stands still, as the channel says it
 */
record GivenBack(long amountFen, String state, String words, Instant createdAt) {
    public Money amount() {
        return Money.ofFen(amountFen);
    }

    /** Its sum is held back: the channel may have given it. */
    boolean isUnderWay() {
        return state.equals("ASKED");
    }
}
