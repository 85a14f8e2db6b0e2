/** An order that is being booked as paid, with the time of its booking. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.caishi.channel.ChannelName;

record JustPaid(PaymentOrder order, Instant bookedAt) {
    /** Cash passes no channel: nothing of it is split, announced or settled. */
    boolean inCash() {
        return order.channel() == ChannelName.CASH;
    }

    LocalDate businessDate() {
        return Objects.requireNonNull(order.businessDate());
    }
}
