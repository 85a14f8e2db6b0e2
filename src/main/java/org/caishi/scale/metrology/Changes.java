/** Says for the audit trail which particulars of a scale were changed, from what to what. */
package org.caishi.scale.metrology;

import java.util.ArrayList;
import java.util.List;

final class Changes {
    private final List<String> found = new ArrayList<>();

    private Changes() {}

    static String between(Particulars before, Particulars after) {
        Changes changes = new Changes();
        changes.note("factory no.", before.factoryNo(), after.factoryNo());
        changes.note("software", before.softwareVersion(), after.softwareVersion());
        changes.note("type approval", before.approvalNo(), after.approvalNo());
        changes.note("Max g", before.maxGrams(), after.maxGrams());
        changes.note("Min g", before.minGrams(), after.minGrams());
        changes.note("e mg", before.intervalMilligrams(), after.intervalMilligrams());
        changes.note("d mg", before.divisionMilligrams(), after.divisionMilligrams());
        changes.note("class", before.accuracyClass(), after.accuracyClass());
        changes.note("cycle months", before.cycleMonths(), after.cycleMonths());
        changes.note("fair scale", before.fair(), after.fair());
        return String.join("; ", changes.found);
    }

    private void note(String what, Object before, Object after) {
        if (!before.equals(after)) {
            found.add(what + ": " + before + " → " + after);
        }
    }
}
