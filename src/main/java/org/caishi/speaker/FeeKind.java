/** What a stall owes its market a fee for. */
package org.caishi.speaker;

import java.util.Locale;

public enum FeeKind {
    RENT,
    MANAGEMENT,
    WATER,
    ELECTRICITY,
    DEPOSIT,
    OTHER;

    /** Of its name in {@code speech_*.properties}. */
    String key() {
        return "fee." + name().toLowerCase(Locale.ROOT);
    }
}
