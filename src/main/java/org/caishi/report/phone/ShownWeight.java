/** What the phone says about the scale: a number, or in words why there is none. Never 0.00 for a state. */
package org.caishi.report.phone;

import java.util.Locale;
import java.util.Optional;
import org.caishi.scale.LiveWeight;
import org.caishi.units.Money;
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
 * @param offer null where the scale computes no price for this weight
 */
record ShownWeight(
        @Nullable Long grams,
        boolean stable,
        @Nullable String condition,
        boolean light,
        boolean net,
        LiveWeight.@Nullable Offer offer) {
    ShownWeight(@Nullable Long grams, boolean stable, @Nullable String condition) {
        this(grams, stable, condition, false, false, null);
    }

    static ShownWeight of(Optional<LiveWeight> live) {
        return live.map(ShownWeight::of).orElse(new ShownWeight(null, false, "MISSING"));
    }

    private static ShownWeight of(LiveWeight live) {
        Weight weight = live.weight();
        return weight == null
                ? new ShownWeight(null, false, live.condition().name())
                : new ShownWeight(
                        weight.grams(),
                        live.stable(),
                        null,
                        live.isLight(),
                        Boolean.TRUE.equals(live.net()),
                        live.offer());
    }

    public @Nullable Weight weight() {
        return grams == null ? null : Weight.ofGrams(grams);
    }

    /** What the weight costs at the scale's own price; null where it has none. */
    public @Nullable Money exact() {
        Weight weight = weight();
        return offer == null || weight == null ? null : offer.exact(weight);
    }

    /** How the scale's own sum stands to that, by name; null where it has none. */
    public @Nullable String rounding() {
        Weight weight = weight();
        return offer == null || weight == null ? null : offer.rounding(weight).name();
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
