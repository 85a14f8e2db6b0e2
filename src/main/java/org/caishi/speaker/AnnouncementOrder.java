/** What has happened at a stall and is to be said there, once. */
package org.caishi.speaker;

import java.time.Instant;
import org.caishi.units.Money;

/**
 * One announcement to be made.
 *
 * @param subjectNo the order, the weighing or the reminder; one announcement a subject and event, however often it is told
 * @param count how many payments the amount is made of, where the sentence says it
 */
public record AnnouncementOrder(
        long marketId,
        long stallId,
        Event event,
        long subjectNo,
        AnnouncementText.Wallet wallet,
        Money amount,
        int count,
        Instant at) {
    public AnnouncementOrder(
            long marketId,
            long stallId,
            Event event,
            long subjectNo,
            AnnouncementText.Wallet wallet,
            Money amount,
            Instant at) {
        this(marketId, stallId, event, subjectNo, wallet, amount, 1, at);
    }

    public enum Event {
        RECEIVED,
        REFUNDED,
        /** A customer is asked for this sum: a weighing waits for its payment. */
        ORDER_WAITING,
        DAY_TOTAL,
        FEE_DUE,
        /** What a speaker has missed while it was away. */
        SUMMARY,
        /** A sentence without a sum, to hear whether a speaker works. */
        TEST
    }
}
