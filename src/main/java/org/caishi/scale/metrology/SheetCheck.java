/** Checks one row of a filled-in sheet, cell by cell and then as a whole, and remembers all that is wrong. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caishi.platform.BadInput;

/** An empty cell leaves what is known as it is. */
final class SheetCheck {
    /** Where a person looks for what is wrong with several cells together. */
    private static final Map<String, RegisterColumn> PLACES = Map.of(
            "metrology.scale.range", RegisterColumn.MAX,
            "metrology.scale.fairNeeds", RegisterColumn.MAX,
            "metrology.scale.division", RegisterColumn.DIVISION,
            "metrology.verification.dayMissing", RegisterColumn.VERIFIED_ON,
            "metrology.verification.ahead", RegisterColumn.VERIFIED_ON,
            "metrology.verification.period", RegisterColumn.VALID_UNTIL,
            "metrology.verification.certificateMissing", RegisterColumn.CERTIFICATE);

    private static final int LONGEST_NAME = 80;

    private final SheetLine line;
    private final LocalDate today;
    private final Instant now;
    private final List<SheetFault> faults;

    SheetCheck(SheetLine line, LocalDate today, Instant now) {
        this.line = line;
        this.today = today;
        this.now = now;
        this.faults = new ArrayList<>(line.faults());
    }

    List<SheetFault> faults() {
        return List.copyOf(faults);
    }

    /**
     * The row, if nothing is wrong with it.
     *
     * @param seen the serials of the rows before it, with their row; this one is added
     */
    Optional<SheetRow> row(Map<String, RegisteredScale> known, Map<String, Integer> seen) {
        String serial = line.of(RegisterColumn.SERIAL);
        if (serial.isEmpty()) {
            fault(RegisterColumn.SERIAL, new BadInput("metrology.import.serialMissing"));
            return Optional.empty();
        }
        Integer before = seen.putIfAbsent(serial, line.row());
        if (before != null) {
            fault(RegisterColumn.SERIAL, new BadInput("metrology.import.twice", before));
        }
        RegisteredScale scale = known.get(serial);
        if (scale == null) {
            fault(RegisterColumn.SERIAL, new BadInput("metrology.import.unknown"));
        }
        for (RegisterColumn column : RegisterColumn.values()) {
            check(column);
        }
        return scale == null || !faults.isEmpty() ? Optional.empty() : whole(scale);
    }

    private void check(RegisterColumn column) {
        String text = line.of(column);
        if (!text.isEmpty()) {
            try {
                check(column, text);
            } catch (BadInput wrong) {
                fault(column, wrong);
            }
        }
    }

    private static void check(RegisterColumn column, String text) {
        switch (column) {
            case SERIAL, MAKER, MODEL, FACTORY_NO, SOFTWARE, APPROVAL, CERTIFICATE, SEAL -> ScaleForm.shortText(text);
            case VERIFIED_BY -> ScaleForm.shortText(text, LONGEST_NAME);
            case MAX, MIN, INTERVAL, DIVISION -> TypedWeight.thousandthsOrNone(text);
            case CLASS -> ScaleForm.goodClass(text);
            case CYCLE -> ScaleForm.cycle(text);
            case VERIFIED_ON, VALID_UNTIL -> VerificationForm.day(text);
        }
    }

    private Optional<SheetRow> whole(RegisteredScale scale) {
        ScaleForm particulars = particulars(scale);
        VerificationForm verification = new VerificationForm(
                line.of(RegisterColumn.VERIFIED_ON),
                line.of(RegisterColumn.VALID_UNTIL),
                line.of(RegisterColumn.CERTIFICATE),
                line.of(RegisterColumn.VERIFIED_BY),
                line.of(RegisterColumn.SEAL));
        try {
            Particulars after = particulars.over(scale.particulars());
            Verification read = line.tellsOfVerification() ? verification.read(0, after, today, now, "") : null;
            return Optional.of(new SheetRow(
                    scale,
                    line.or(RegisterColumn.MAKER, scale),
                    line.or(RegisterColumn.MODEL, scale),
                    particulars,
                    verification,
                    read));
        } catch (BadInput wrong) {
            fault(PLACES.getOrDefault(wrong.messageKey(), RegisterColumn.SERIAL), wrong);
            return Optional.empty();
        }
    }

    private ScaleForm particulars(RegisteredScale scale) {
        return new ScaleForm(
                line.or(RegisterColumn.FACTORY_NO, scale),
                line.or(RegisterColumn.SOFTWARE, scale),
                line.or(RegisterColumn.APPROVAL, scale),
                line.or(RegisterColumn.MAX, scale),
                line.or(RegisterColumn.MIN, scale),
                line.or(RegisterColumn.INTERVAL, scale),
                line.or(RegisterColumn.DIVISION, scale),
                line.or(RegisterColumn.CLASS, scale),
                line.or(RegisterColumn.CYCLE, scale),
                scale.particulars().fair() ? "on" : null);
    }

    private void fault(RegisterColumn column, BadInput wrong) {
        faults.add(new SheetFault(line.row(), column, FilledSheet.cut(line.of(RegisterColumn.SERIAL)), wrong));
    }
}
