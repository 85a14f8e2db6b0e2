/** What came of asking a channel to take no more money under a number. */
package org.caishi.channel;

public sealed interface CloseResult {
    /** It will take none. */
    record Closed() implements CloseResult {}

    /** Too late: it is paid already; query it. */
    record AlreadyPaid() implements CloseResult {}

    /** No answer, or none we understand: leave the order as it is and ask again. */
    record Unknown(String why) implements CloseResult {}
}
