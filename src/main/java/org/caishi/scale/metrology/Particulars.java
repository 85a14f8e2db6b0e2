/** What the register holds of a scale beyond its link: a row of {@code scale_register}. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * @param maxGrams 0 where it is not known, as the three after it
 * @param intervalMilligrams the verification interval e
 * @param divisionMilligrams the actual scale interval d: what the display counts in
 * @param verifiedOn the youngest verification; null where none was entered, as the day until which it holds
 */
record Particulars(
        long marketId,
        long deviceId,
        String factoryNo,
        String softwareVersion,
        String approvalNo,
        long maxGrams,
        long minGrams,
        long intervalMilligrams,
        long divisionMilligrams,
        String accuracyClass,
        int cycleMonths,
        boolean fair,
        @Nullable LocalDate verifiedOn,
        @Nullable LocalDate validUntil,
        String certificateNo,
        String verifiedBy,
        String sealNo) {
    /** Verification is due every year unless the register says sooner. */
    static final int USUAL_CYCLE = 12;

    static Particulars unknown(long marketId, long deviceId) {
        return new Particulars(
                marketId, deviceId, "", "", "", 0, 0, 0, 0, "III", USUAL_CYCLE, false, null, null, "", "", "");
    }

    Particulars with(Verification verification) {
        return new Particulars(
                marketId,
                deviceId,
                factoryNo,
                softwareVersion,
                approvalNo,
                maxGrams,
                minGrams,
                intervalMilligrams,
                divisionMilligrams,
                accuracyClass,
                cycleMonths,
                fair,
                verification.verifiedOn(),
                verification.validUntil(),
                verification.certificateNo(),
                verification.verifiedBy(),
                verification.sealNo());
    }

    public Weight max() {
        return Weight.ofGrams(maxGrams);
    }

    /** Whether the fair scale's rules can be asked: they speak of Max and e. */
    public boolean canBeChecked() {
        return maxGrams > 0 && intervalMilligrams > 0;
    }
}
