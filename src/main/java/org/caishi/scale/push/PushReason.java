/** Why goods did not get onto a scale. */
package org.caishi.scale.push;

import java.util.Arrays;

enum PushReason {
    SILENT,
    BROKEN,
    REFUSED,
    /** It read back something else than was written. */
    DIFFERS,
    /** The PLU is beyond what the scale has. */
    NUMBER,
    /** Nothing of the name can be shown there. */
    NAME,
    /** The price is no whole number in the scale's unit. */
    PRICE,
    /** The price is beyond what the scale shows. */
    MOST,
    /** It has no room for more goods. */
    FULL;

    /** As another machine names it; what is not known here is a refusal, and the words beside it say more. */
    static PushReason named(String name) {
        return Arrays.stream(values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(REFUSED);
    }

    /** The word of a smart scale; one that is not known is a refusal, and the scale's own words say more. */
    static PushReason told(String word) {
        return switch (word) {
            case "full" -> FULL;
            case "plu" -> NUMBER;
            case "name" -> NAME;
            case "price" -> MOST;
            default -> REFUSED;
        };
    }
}
