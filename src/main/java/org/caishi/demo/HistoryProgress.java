/** How far the past of a market is written; a row of {@code demo_history}. */
package org.caishi.demo;

import java.time.LocalDate;

/**
 * @param days business dates in all, from the first
 * @param daysDone entered whole and closed
 * @param batchesDone of the day that is being entered
 */
record HistoryProgress(long marketId, LocalDate firstDate, int days, int daysDone, int batchesDone) {
    boolean isDone() {
        return daysDone >= days;
    }

    /** The business date that is being entered. */
    LocalDate date() {
        return firstDate.plusDays(daysDone);
    }

    HistoryProgress afterBatch() {
        return new HistoryProgress(marketId, firstDate, days, daysDone, batchesDone + 1);
    }

    HistoryProgress afterDay() {
        return new HistoryProgress(marketId, firstDate, days, daysDone + 1, 0);
    }

    /** For the start block: {@code day 12 of 30 is being written}. */
    String words() {
        return "day %d of %d is being written".formatted(daysDone + 1, days);
    }

    /** It ends where it is. */
    HistoryProgress givenUp() {
        return new HistoryProgress(marketId, firstDate, daysDone, daysDone, 0);
    }
}
