/** What a channel says of a charge when asked. */
package org.caishi.channel;

public sealed interface QueryResult {
    /** It is paid; the same facts as a notice brings. */
    record Paid(PaidNotice notice) implements QueryResult {}

    /** It was paid, and all of it has gone back to the payer: undone, or refunded whole. The facts are those of the payment. */
    record GivenBack(PaidNotice notice) implements QueryResult {}

    /** The payer has not acted yet. */
    record Waiting() implements QueryResult {}

    /** The channel closed it, or the payment failed for good: no money will come under this number. */
    record Closed(String state) implements QueryResult {}

    /** The channel has never heard of this number. */
    record Missing() implements QueryResult {}

    /** No answer, or none we understand. */
    record Unknown(String why) implements QueryResult {}
}
