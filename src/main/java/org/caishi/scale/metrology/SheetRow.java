/** A row of a filled-in sheet that has been found good: what is to be written of one scale. */
package org.caishi.scale.metrology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param read the verification as it would be written; null where the row tells of none */
record SheetRow(
        RegisteredScale scale,
        String maker,
        String model,
        ScaleForm particulars,
        VerificationForm verification,
        @Nullable Verification read) {
    /** The same sheet again enters no verification twice. */
    boolean isNewVerification(List<Verification> known) {
        Verification told = read;
        return told != null && !isAmong(known, told);
    }

    private static boolean isAmong(List<Verification> known, Verification told) {
        return known.stream()
                .anyMatch(each -> each.verifiedOn().equals(told.verifiedOn())
                        && each.validUntil().equals(told.validUntil())
                        && each.certificateNo().equals(told.certificateNo())
                        && each.verifiedBy().equals(told.verifiedBy())
                        && each.sealNo().equals(told.sealNo()));
    }
}
