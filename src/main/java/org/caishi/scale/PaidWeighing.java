/** A weighing whose payment has been booked. */
package org.caishi.scale;

import java.time.Instant;

public record PaidWeighing(long weighingId, long orderNo, Instant at) {}
