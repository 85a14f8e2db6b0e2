/** How a scale stands to its verification on a day. */
package org.caishi.scale;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

public enum ScaleStanding {
    OVERDUE,
    /** No verification was entered. */
    UNKNOWN,
    /** Ends within {@value #DUE_DAYS} days. */
    DUE,
    /** Ends within {@value #SOON_DAYS} days. */
    SOON,
    VALID;

    public static final int DUE_DAYS = 30;
    public static final int SOON_DAYS = 60;

    /** @param validUntil the last day on which the verification holds */
    public static ScaleStanding of(@Nullable LocalDate validUntil, LocalDate today) {
        if (validUntil == null) {
            return UNKNOWN;
        }
        if (validUntil.isBefore(today)) {
            return OVERDUE;
        }
        if (!validUntil.isAfter(today.plusDays(DUE_DAYS))) {
            return DUE;
        }
        return validUntil.isAfter(today.plusDays(SOON_DAYS)) ? VALID : SOON;
    }

    /** Whether its sales go unmarked. */
    public boolean holds() {
        return switch (this) {
            case VALID, SOON, DUE -> true;
            case OVERDUE, UNKNOWN -> false;
        };
    }
}
