/** A mobile number as people write it, brought into one form before it is sealed, hashed or masked. */
package org.caishi.market;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mainland mobile number.
 *
 * @param digits eleven digits
 */
record PhoneNumber(String digits) {
    private static final Pattern MOBILE = Pattern.compile("(\\+?86)?(1\\d{10})");

    /** Reads what a person typed; spaces and hyphens do not matter. */
    static Optional<PhoneNumber> read(String typed) {
        var matcher = MOBILE.matcher(typed.replaceAll("[\\s-]", ""));
        return matcher.matches() ? Optional.of(new PhoneNumber(matcher.group(2))) : Optional.empty();
    }

    String masked() {
        return digits.substring(0, 3) + "****" + digits.substring(7);
    }
}
