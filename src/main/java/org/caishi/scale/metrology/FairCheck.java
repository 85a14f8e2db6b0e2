/** One daily check of a fair scale: a row of {@code scale_fair_check}. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.LocalDate;

/** @param readingsGrams with commas between */
record FairCheck(
        long checkId,
        long deviceId,
        LocalDate businessDate,
        String readingsGrams,
        long spreadGrams,
        long allowedMilligrams,
        boolean passed,
        String ruleVersion,
        Instant checkedAt,
        String checkedBy) {

    /** How the fair scale stands today. */
    enum State {
        PASSED,
        FAILED,
        UNCHECKED
    }
}
