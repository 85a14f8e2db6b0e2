/** One version of the maximum permissible error of a scale of class III, in its verification intervals e. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import java.util.List;
import org.caishi.units.Weight;

/**
 * @param steps by their upper load, the lightest first
 * @param verificationDivisor at verification the error is this many times smaller than in use
 */
record ErrorRule(String version, String source, LocalDate validFrom, List<Step> steps, int verificationDivisor)
        implements Dated {
    private static final long MILLIGRAMS = 1_000;

    ErrorRule {
        steps = List.copyOf(steps);
    }

    /** Loads up to so many intervals, included. */
    record Step(long upToIntervals, long intervals) {}

    /**
     * What a scale in use may be wrong by, either way, in milligrams.
     *
     * @param intervalMilligrams the scale's e
     */
    long inUse(Weight load, long intervalMilligrams) {
        long milligrams = Math.multiplyExact(Math.abs(load.grams()), MILLIGRAMS);
        long intervals = Math.ceilDiv(milligrams, intervalMilligrams);
        return steps.stream()
                .filter(step -> intervals <= step.upToIntervals())
                .mapToLong(step -> step.intervals() * intervalMilligrams)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(version + " has no step for " + load));
    }

    /** What a scale may be wrong by when it is verified, in milligrams. */
    long atVerification(Weight load, long intervalMilligrams) {
        return inUse(load, intervalMilligrams) / verificationDivisor;
    }
}
