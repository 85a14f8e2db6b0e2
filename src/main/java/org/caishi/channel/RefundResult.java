/** What a channel says of a refund, when asked for it and when asked about it. */
package org.caishi.channel;

public sealed interface RefundResult {
    /** The payer has it back, or will without anybody's doing; the same facts as a notice brings. */
    record Done(RefundNotice notice) implements RefundResult {}

    /** Taken, not done yet; a notice follows, and asking tells too. */
    record Underway() implements RefundResult {}

    /** A clear no under this number, for good: nothing was given back. */
    record Declined(String code, String words) implements RefundResult {}

    /** The channel has never heard of this number (only when asked about it). */
    record Missing() implements RefundResult {}

    /** It stands still until somebody acts at the channel, e.g. the payer's card is gone. */
    record Stuck(String state) implements RefundResult {}

    /** No answer, or none we understand: it may have gone through. */
    record Unknown(String why) implements RefundResult {}
}
