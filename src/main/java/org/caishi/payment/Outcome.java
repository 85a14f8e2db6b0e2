/** What became of a verified payment. All but {@link NotOurs} are in the books, so they may be acknowledged. */
package org.caishi.payment;

public sealed interface Outcome {
    record Booked(OrderNumber number) implements Outcome {}

    record AlreadyBooked() implements Outcome {}

    /** In suspense, to be refunded or assigned by hand. */
    record OwedBack(String reason) implements Outcome {}

    /** For another merchant than the order's: nothing was booked. */
    record NotOurs() implements Outcome {}
}
