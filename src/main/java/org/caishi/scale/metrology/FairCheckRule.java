/** One version of how a fair scale is checked every day: some weighings of one load at about half of Max. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.caishi.units.Weight;

/**
 * @param times how often the load is weighed
 * @param leastPercentOfMax what still counts as about half, and {@code mostPercentOfMax} too
 */
record FairCheckRule(
        String version, String source, LocalDate validFrom, int times, int leastPercentOfMax, int mostPercentOfMax)
        implements Dated {
    private static final long PER_CENT = 100;
    private static final long MILLIGRAMS = 1_000;

    /**
     * What a check has shown.
     *
     * @param spread the heaviest reading less the lightest
     * @param allowedMilligrams the error allowed in use at the lightest reading
     */
    record Finding(Weight spread, long allowedMilligrams) {
        boolean passed() {
            return spread.grams() * MILLIGRAMS <= allowedMilligrams;
        }
    }

    boolean isAboutHalf(Weight reading, Weight max) {
        long parts = Math.multiplyExact(reading.grams(), PER_CENT);
        return parts >= max.grams() * leastPercentOfMax && parts <= max.grams() * mostPercentOfMax;
    }

    Finding judge(List<Weight> readings, long intervalMilligrams, ErrorRule errors) {
        if (readings.size() != times) {
            throw new IllegalArgumentException(times + " readings make a check, not " + readings.size());
        }
        LongSummaryStatistics grams = readings.stream().mapToLong(Weight::grams).summaryStatistics();
        return new Finding(
                Weight.ofGrams(grams.getMax() - grams.getMin()),
                errors.inUse(Weight.ofGrams(grams.getMin()), intervalMilligrams));
    }
}
