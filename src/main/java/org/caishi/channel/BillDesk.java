/** Where a channel gives the bill of a day: every payment and refund that it knows. */
package org.caishi.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;

/** A bill may have millions of lines: it lies in a file and is read line by line. May block for minutes. */
public interface BillDesk {
    /**
     * Fetches the bill of a day of Beijing time and checks that it is whole.
     *
     * @param folder where to put the file, which is the caller's afterwards
     */
    BillResult fetch(LocalDate day, Path folder);

    /**
     * Reads a bill that was fetched, and compares its sums with those that it states itself.
     *
     * @return how many lines were handed out
     * @throws IOException when the file cannot be read or is no bill; what was handed out then is not the whole
     */
    long read(Path bill, Consumer<BillLine> each) throws IOException;

    /** What came of asking for a bill. */
    sealed interface BillResult {
        record Fetched(Path bill) implements BillResult {}

        /** Nothing happened on that day. */
        record Empty() implements BillResult {}

        /** Not made yet: ask later. */
        record NotReady(String why) implements BillResult {}

        record Unknown(String why) implements BillResult {}
    }
}
