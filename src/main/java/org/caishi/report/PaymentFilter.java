/** Which payments are meant, in which order, and which page of them. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Paid orders are found by their business date; an unpaid one has none and is found by when it was made.
 *
 * @param createdFrom the first instant of {@code from}
 * @param createdBefore the first instant after {@code to}
 * @param state null: everything that was paid, refunded later or not
 * @param paid whether the state is one of money that came
 * @param orderNo when given, nothing else filters
 * @param sort a name known to the query, never text of the reader's
 * @param limit rows at most
 */
record PaymentFilter(
        long marketId,
        LocalDate from,
        LocalDate to,
        Instant createdFrom,
        Instant createdBefore,
        @Nullable String stallNo,
        @Nullable String state,
        boolean paid,
        @Nullable String channel,
        @Nullable Long minFen,
        @Nullable Long maxFen,
        @Nullable Long orderNo,
        String sort,
        boolean descending,
        int limit,
        int offset) {
    /** The same rows in the same order from the first on, as far as a file goes. */
    PaymentFilter whole(int rows) {
        return new PaymentFilter(
                marketId,
                from,
                to,
                createdFrom,
                createdBefore,
                stallNo,
                state,
                paid,
                channel,
                minFen,
                maxFen,
                orderNo,
                sort,
                descending,
                rows,
                0);
    }
}
