/** One verification of a scale: a row of {@code scale_verification}. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.LocalDate;

/** @param validUntil the last day on which it holds */
record Verification(
        long verificationId,
        long deviceId,
        LocalDate verifiedOn,
        LocalDate validUntil,
        String certificateNo,
        String verifiedBy,
        String sealNo,
        Instant enteredAt,
        String enteredBy) {}
