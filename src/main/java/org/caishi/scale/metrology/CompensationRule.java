/** One version of what a consumer may ask for where fraud is found: so many times the price, but not less than a sum. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import org.caishi.units.Money;

record CompensationRule(String version, String source, LocalDate validFrom, int times, long leastFen) implements Dated {
    /** For information: whether it was fraud is for the authority to find. */
    Money of(Money paid) {
        return Money.ofFen(Math.max(Math.multiplyExact(paid.fen(), times), leastFen));
    }
}
