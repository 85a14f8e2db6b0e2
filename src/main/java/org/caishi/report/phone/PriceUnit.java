/** The unit in which a vendor thinks of prices; chosen once, kept on the phone. */
package org.caishi.report.phone;

import java.util.Locale;

enum PriceUnit {
    KG(1),
    /** 市斤, 500 g. */
    JIN(2);

    private final int perKilogram;

    PriceUnit(int perKilogram) {
        this.perKilogram = perKilogram;
    }

    /** How many of it make a kilogram; so a price per 斤 becomes one per kilogram without rounding. */
    int perKilogram() {
        return perKilogram;
    }

    /** Part of addresses, of the cookie and of message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit by its key; kilograms, the law's unit, for anything else. */
    static PriceUnit of(String key) {
        return key.equals(JIN.key()) ? JIN : KG;
    }
}
