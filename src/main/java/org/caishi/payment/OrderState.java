/** Where an order stands. WAITING → PAID → PART_REFUNDED → REFUNDED, or WAITING → CLOSED; none ever goes back. */
package org.caishi.payment;

public enum OrderState {
    WAITING,
    PAID,
    PART_REFUNDED,
    REFUNDED,
    CLOSED
}
