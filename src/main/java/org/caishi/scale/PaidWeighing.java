/** A weighing whose payment has been booked. */
package org.caishi.scale;

import java.time.Instant;

/**
 * @param as PAID, or CASH
 */
public record PaidWeighing(long weighingId, long orderNo, Weighing.State as, Instant at) {
    public PaidWeighing(long weighingId, long orderNo, Instant at) {
        this(weighingId, orderNo, Weighing.State.PAID, at);
    }
}
