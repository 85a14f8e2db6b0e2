/** An order that is being booked as paid, with the time of its booking. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

record JustPaid(PaymentOrder order, Instant bookedAt) {
    /** Cash passes no channel: nothing of it is split, announced or settled. */
    boolean inCash() {
        return order.inCash();
    }

    LocalDate businessDate() {
        return Objects.requireNonNull(order.businessDate());
    }
}
