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
        return read != null
                && known.stream()
                        .noneMatch(each -> each.verifiedOn().equals(read.verifiedOn())
                                && each.validUntil().equals(read.validUntil())
                                && each.certificateNo().equals(read.certificateNo())
                                && each.verifiedBy().equals(read.verifiedBy())
                                && each.sealNo().equals(read.sealNo()));
    }
}
