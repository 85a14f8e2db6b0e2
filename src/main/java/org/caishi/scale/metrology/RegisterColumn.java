/** The columns of the sheet in which the particulars of many scales are filled in at once. */
package org.caishi.scale.metrology;

import java.util.List;
import org.caishi.device.Device;
import org.jspecify.annotations.Nullable;

enum RegisterColumn {
    SERIAL("serial", 24),
    MAKER("maker", 14),
    MODEL("model", 14),
    FACTORY_NO("factoryNo", 18),
    SOFTWARE("software", 14),
    APPROVAL("approval", 18),
    MAX("max", 12),
    MIN("min", 12),
    INTERVAL("interval", 12),
    DIVISION("divisionD", 12),
    CLASS("class", 12),
    CYCLE("cycle.months", 12),
    VERIFIED_ON("verifiedOn", 13),
    VALID_UNTIL("validUntil", 13),
    CERTIFICATE("certificate", 20),
    VERIFIED_BY("verifiedBy", 26),
    SEAL("seal", 16);

    private static final List<RegisterColumn> ALL = List.of(values());

    private final String word;
    private final int width;

    RegisterColumn(String word, int width) {
        this.word = word;
        this.width = width;
    }

    /** The heading's message key: the word that the scale's own page uses. */
    public String headingKey() {
        return "metrology.scale." + word;
    }

    /** The message key of what is to be filled in. */
    public String noteKey() {
        return "metrology.import.note." + name();
    }

    /** Its place in the sheet, from 0. */
    int at() {
        return ALL.indexOf(this);
    }

    /** In characters. */
    int width() {
        return width;
    }

    boolean isVerification() {
        return compareTo(VERIFIED_ON) >= 0;
    }

    /** What stands there for a scale that is known; empty for what is not. */
    String of(RegisteredScale scale) {
        Device device = scale.device();
        Particulars known = scale.particulars();
        return switch (this) {
            case SERIAL -> device.serial();
            case MAKER -> device.maker();
            case MODEL -> device.model();
            case FACTORY_NO -> known.factoryNo();
            case SOFTWARE -> known.softwareVersion();
            case APPROVAL -> known.approvalNo();
            case MAX -> TypedWeight.typed(known.maxGrams());
            case MIN -> TypedWeight.typed(known.minGrams());
            case INTERVAL -> TypedWeight.typed(known.intervalMilligrams());
            case DIVISION -> TypedWeight.typed(known.divisionMilligrams());
            case CLASS -> known.accuracyClass();
            case CYCLE -> Integer.toString(known.cycleMonths());
            case VERIFIED_ON -> text(known.verifiedOn());
            case VALID_UNTIL -> text(known.validUntil());
            case CERTIFICATE -> known.certificateNo();
            case VERIFIED_BY -> known.verifiedBy();
            case SEAL -> known.sealNo();
        };
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
