/** A verification as it is typed from its certificate. */
package org.caishi.scale.metrology;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;

/** @param validUntil the certificate's own last day; empty: the cycle of the scale decides */
record VerificationForm(
        @Nullable String verifiedOn,
        @Nullable String validUntil,
        @Nullable String certificateNo,
        @Nullable String verifiedBy,
        @Nullable String sealNo) {
    private static final int LONGEST = 40;
    private static final int LONGEST_NAME = 80;

    static VerificationForm empty() {
        return new VerificationForm(null, null, null, null, null);
    }

    /** @throws BadInput where it cannot be read, lies ahead, or holds for longer than the law lets it */
    Verification read(long verificationId, Particulars scale, LocalDate today, Instant now, String by) {
        LocalDate on = day(verifiedOn);
        if (on == null) {
            throw new BadInput("metrology.verification.dayMissing");
        }
        LocalDate byCycle = on.plusMonths(scale.cycleMonths()).minusDays(1);
        LocalDate typed = day(validUntil);
        LocalDate until = typed == null ? byCycle : typed;
        if (on.isAfter(today)) {
            throw new BadInput("metrology.verification.ahead");
        }
        if (until.isBefore(on) || until.isAfter(on.plusYears(1))) {
            throw new BadInput("metrology.verification.period");
        }
        String certificate = ScaleForm.shortText(certificateNo, LONGEST);
        String body = ScaleForm.shortText(verifiedBy, LONGEST_NAME);
        if (certificate.isEmpty() || body.isEmpty()) {
            throw new BadInput("metrology.verification.certificateMissing");
        }
        return new Verification(
                verificationId,
                scale.deviceId(),
                on,
                until,
                certificate,
                body,
                ScaleForm.shortText(sealNo, LONGEST),
                now,
                by);
    }

    static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw new BadInput("metrology.day.unreadable");
        }
    }
}
