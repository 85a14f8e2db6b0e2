/** The particulars of a scale as they are typed. */
package org.caishi.scale.metrology;

import java.util.List;
import java.util.Objects;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * @param maxKg with three decimals at most, as Min; e and d in grams
 * @param fair there when the box was ticked
 */
record ScaleForm(
        @Nullable String factoryNo,
        @Nullable String softwareVersion,
        @Nullable String approvalNo,
        @Nullable String maxKg,
        @Nullable String minKg,
        @Nullable String intervalGrams,
        @Nullable String divisionGrams,
        @Nullable String accuracyClass,
        @Nullable String cycleMonths,
        @Nullable String fair) {
    static final List<String> CLASSES = List.of("I", "II", "III", "IIII");

    private static final int LONGEST = 40;
    private static final int LONGEST_CYCLE = 12;

    static ScaleForm of(Particulars known) {
        return new ScaleForm(
                known.factoryNo(),
                known.softwareVersion(),
                known.approvalNo(),
                TypedWeight.typed(known.maxGrams()),
                TypedWeight.typed(known.minGrams()),
                TypedWeight.typed(known.intervalMilligrams()),
                TypedWeight.typed(known.divisionMilligrams()),
                known.accuracyClass(),
                Integer.toString(known.cycleMonths()),
                known.fair() ? "on" : null);
    }

    /** Whether the box is ticked; for the page. */
    public boolean isFair() {
        return fair != null;
    }

    /** @throws BadInput where something cannot be read, or Min, e and Max do not fit together */
    Particulars over(Particulars known) {
        long max = TypedWeight.thousandthsOrNone(text(maxKg));
        long min = TypedWeight.thousandthsOrNone(text(minKg));
        long interval = TypedWeight.thousandthsOrNone(text(intervalGrams));
        long division = TypedWeight.thousandthsOrNone(text(divisionGrams));
        if (division > 0 && interval > 0 && division > interval) {
            throw new BadInput("metrology.scale.division");
        }
        if (min > max || (max > 0 && interval > max * 1_000)) {
            throw new BadInput("metrology.scale.range");
        }
        if (fair != null && (max == 0 || interval == 0)) {
            throw new BadInput("metrology.scale.fairNeeds");
        }
        return new Particulars(
                known.marketId(),
                known.deviceId(),
                shortText(factoryNo),
                shortText(softwareVersion),
                shortText(approvalNo),
                max,
                min,
                interval,
                division,
                goodClass(text(accuracyClass)),
                cycle(text(cycleMonths)),
                fair != null,
                known.verifiedOn(),
                known.validUntil(),
                known.certificateNo(),
                known.verifiedBy(),
                known.sealNo());
    }

    static String goodClass(String chosen) {
        if (!CLASSES.contains(chosen)) {
            throw new BadInput("metrology.scale.class");
        }
        return chosen;
    }

    static int cycle(String months) {
        if (!months.matches("\\d{1,2}") || Integer.parseInt(months) < 1 || Integer.parseInt(months) > LONGEST_CYCLE) {
            throw new BadInput("metrology.scale.cycle", LONGEST_CYCLE);
        }
        return Integer.parseInt(months);
    }

    static String shortText(@Nullable String typed) {
        return shortText(typed, LONGEST);
    }

    static String shortText(@Nullable String typed, int longest) {
        String text = text(typed);
        if (text.length() > longest) {
            throw new BadInput("metrology.text.long", longest);
        }
        return text;
    }

    private static String text(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "").strip();
    }
}
