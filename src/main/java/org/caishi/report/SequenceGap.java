/** One gap in a scale's numbers as its page shows it: which of them are still missing. */
package org.caishi.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caishi.report.SequenceRows.Gap;
import org.jspecify.annotations.Nullable;

/**
 * @param open what is missing, as {@code 17} or {@code 17–19}; empty when healed, or too torn to be listed
 */
record SequenceGap(
        long from,
        long to,
        long missing,
        Instant since,
        @Nullable Instant healedAt,
        List<String> open) {
    /** Ranges shown of one gap; one that is torn more is told by its count. */
    static final int MOST_RANGES = 50;

    /**
     * @param arrived the numbers within the gap that have come, ascending; at most {@link #MOST_RANGES} and one
     */
    static SequenceGap of(Gap gap, List<Long> arrived) {
        return new SequenceGap(
                gap.fromSeq(),
                gap.toSeq(),
                gap.missing(),
                gap.since(),
                gap.healedAt(),
                gap.missing() == 0 || arrived.size() > MOST_RANGES ? List.of() : ranges(gap, arrived));
    }

    private static List<String> ranges(Gap gap, List<Long> arrived) {
        List<String> ranges = new ArrayList<>();
        long next = gap.fromSeq();
        for (long seq : arrived) {
            add(ranges, next, seq - 1);
            next = seq + 1;
        }
        add(ranges, next, gap.toSeq());
        return List.copyOf(ranges);
    }

    private static void add(List<String> ranges, long from, long to) {
        if (from == to) {
            ranges.add(Long.toString(from));
        } else if (from < to) {
            ranges.add(from + "–" + to);
        }
    }
}
