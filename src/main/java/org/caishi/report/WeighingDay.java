/** What was weighed at one stall on one business day, what became of it, and what was paid without weighing. */
package org.caishi.report;

import java.time.LocalDate;

/**
 * @param unpaid given up: nobody has paid
 * @param waiting still to be paid
 * @param unweighed payments that settled no weighing
 * @param late how many came long after they were weighed
 */
record WeighingDay(
        LocalDate date,
        String stallNo,
        String tradeName,
        Figure weighed,
        Figure paid,
        Figure cash,
        Figure waiting,
        Figure unpaid,
        Figure voided,
        Figure unweighed,
        long late) {
    static WeighingDay nothing(LocalDate date, String stallNo, String tradeName) {
        return new WeighingDay(
                date,
                stallNo,
                tradeName,
                Figure.NONE,
                Figure.NONE,
                Figure.NONE,
                Figure.NONE,
                Figure.NONE,
                Figure.NONE,
                Figure.NONE,
                0);
    }

    WeighingDay plus(WeighingDay other) {
        return new WeighingDay(
                date,
                stallNo,
                tradeName,
                weighed.plus(other.weighed),
                paid.plus(other.paid),
                cash.plus(other.cash),
                waiting.plus(other.waiting),
                unpaid.plus(other.unpaid),
                voided.plus(other.voided),
                unweighed.plus(other.unweighed),
                late + other.late);
    }
}
