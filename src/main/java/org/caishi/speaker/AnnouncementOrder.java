/** What has happened at a stall and is to be said there, once. */
package org.caishi.speaker;

import java.time.Instant;
import org.caishi.units.Money;

/**
 * One announcement to be made.
 *
 * @param subjectNo the order; one announcement a subject and event, however often it is told
 */
public record AnnouncementOrder(
        long marketId,
        long stallId,
        Event event,
        long subjectNo,
        AnnouncementText.Wallet wallet,
        Money amount,
        Instant at) {
    public enum Event {
        RECEIVED,
        REFUNDED
    }
}
