/** Which weighings, or payments without one, are meant, and which page of them. */
package org.caishi.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * @param state null: any
 * @param late only what came late
 * @param limit rows at most
 */
record WeighingFilter(
        long marketId,
        LocalDate from,
        LocalDate to,
        @Nullable String stallNo,
        @Nullable String state,
        boolean late,
        int limit,
        int offset) {
    WeighingFilter whole(@Nullable String wantedState, int rows) {
        return new WeighingFilter(marketId, from, to, stallNo, wantedState, false, rows, 0);
    }
}
