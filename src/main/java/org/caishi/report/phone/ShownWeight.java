/** What the phone says about the scale: a number, or in words why there is none. Never 0.00 for a state. */
package org.caishi.report.phone;

import java.util.Locale;
import java.util.Optional;
import org.caishi.scale.LiveWeight;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Has the form of the event {@code weight} too.
 *
 * @param grams null where the scale shows no weight
 * @param condition {@code OVERLOAD}, {@code UNDERLOAD}, {@code MOTION}, {@code FAULT}, {@code SILENT}, or
 *     {@code MISSING} where the stall has no scale at all; null beside a weight
 * @param light less than the scale may be used for
 * @param net the scale has taken a tare off
 */
record ShownWeight(
        @Nullable Long grams, boolean stable, @Nullable String condition, boolean light, boolean net) {
    ShownWeight(@Nullable Long grams, boolean stable, @Nullable String condition) {
        this(grams, stable, condition, false, false);
    }

    static ShownWeight of(Optional<LiveWeight> live) {
        return live.map(ShownWeight::of).orElse(new ShownWeight(null, false, "MISSING"));
    }

    private static ShownWeight of(LiveWeight live) {
        Weight weight = live.weight();
        return weight == null
                ? new ShownWeight(null, false, live.condition().name())
                : new ShownWeight(weight.grams(), live.stable(), null, live.isLight(), Boolean.TRUE.equals(live.net()));
    }

    public @Nullable Weight weight() {
        return grams == null ? null : Weight.ofGrams(grams);
    }

    /** The last part of the message key that says it in words. */
    public String words() {
        if (condition != null) {
            return condition.toLowerCase(Locale.ROOT);
        }
        if (grams == null || !stable) {
            return "moving";
        }
        if (light) {
            return "light";
        }
        return grams < 0 ? "underload" : grams == 0 ? "empty" : "stable";
    }
}
