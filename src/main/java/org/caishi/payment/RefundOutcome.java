/** What became of a verified refund. The first two are in the books, so they may be acknowledged. */
package org.caishi.payment;

import org.jspecify.annotations.Nullable;

public sealed interface RefundOutcome {
    /** @param order as it is now; null where money in suspense was given back */
    record Booked(OrderNumber refund, @Nullable OrderNumber order) implements RefundOutcome {}

    record AlreadyBooked() implements RefundOutcome {}

    /** It came before its payment was booked: ask the channel about the payment, then come again. */
    record TooEarly(OrderNumber order) implements RefundOutcome {}

    /** It fits nothing that we know: nothing was booked, an alert is raised. */
    record NotOurs(String why) implements RefundOutcome {}
}
