/** A scale of the market: the device and its particulars together. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import org.caishi.device.Device;
import org.jspecify.annotations.Nullable;

record RegisteredScale(Device device, Particulars particulars) {
    /** The last day of its verification: the register's where one was entered there, else the device's. */
    public @Nullable LocalDate validUntil() {
        return particulars.validUntil() == null ? device.verifiedUntil() : particulars.validUntil();
    }

    public Standing standing(LocalDate today) {
        return Standing.of(validUntil(), today);
    }

    /** How a scale stands to its verification. */
    enum Standing {
        VALID,
        /** Ends within 60 days. */
        SOON,
        /** Ends within 30 days. */
        DUE,
        OVERDUE,
        /** No verification was entered. */
        UNKNOWN;

        private static final int SOON_DAYS = 60;
        private static final int DUE_DAYS = 30;

        static Standing of(@Nullable LocalDate validUntil, LocalDate today) {
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
    }
}
