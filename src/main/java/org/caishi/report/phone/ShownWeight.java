/** What the phone says about the scale: a number, or in words why there is none. Never 0.00 for a state. */
package org.caishi.report.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.caishi.scale.LiveWeight;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Has the form of the event {@code weight} too.
 *
 * @param grams null where the scale shows no weight
 * @param condition {@code OVERLOAD}, {@code UNDERLOAD}, {@code MOTION}, {@code FAULT}; {@code SILENT} when no scale is
 *     heard; null beside a weight
 */
record ShownWeight(
        @Nullable Long grams, boolean stable, @Nullable String condition) {
    /** Indicators send several frames a second; one that is not heard for this long is gone. */
    static final Duration HEARD_WITHIN = Duration.ofSeconds(10);

    private static final ShownWeight SILENT = new ShownWeight(null, false, "SILENT");

    static ShownWeight of(Optional<LiveWeight> live, Instant now) {
        return live.filter(last -> last.at().plus(HEARD_WITHIN).isAfter(now))
                .map(ShownWeight::of)
                .orElse(SILENT);
    }

    private static ShownWeight of(LiveWeight live) {
        Weight weight = live.weight();
        if (live.condition() != null) {
            return new ShownWeight(null, false, live.condition().name());
        }
        return weight == null ? SILENT : new ShownWeight(weight.grams(), live.stable(), null);
    }

    public @Nullable Weight weight() {
        return grams == null ? null : Weight.ofGrams(grams);
    }

    /** The last part of the message key that says it in words. */
    public String words() {
        if (condition != null) {
            return condition.toLowerCase(Locale.ROOT);
        }
        if (grams == null) {
            return "silent";
        }
        if (!stable) {
            return "moving";
        }
        return grams < 0 ? "underload" : grams == 0 ? "empty" : "stable";
    }
}
