/** What a channel says of an instruction to split or to bring back, when given it and when asked about it. */
package org.caishi.channel;

import java.time.Instant;

public sealed interface SplitResult {
    /** Every part has moved. */
    record Done(String channelSplit, Instant at) implements SplitResult {}

    /** Taken, not done yet; ask. */
    record Underway() implements SplitResult {}

    /** A clear no under this number: nothing moved. */
    record Declined(String code, String words) implements SplitResult {}

    /** The channel has never heard of this number (only when asked about it). */
    record Missing() implements SplitResult {}

    /** No answer, or none we understand: it may have moved. */
    record Unknown(String why) implements SplitResult {}
}
