/** A rule that holds from a day on, until the next of its kind. */
package org.caishi.scale.metrology;

import java.time.LocalDate;

interface Dated {
    String version();

    String source();

    LocalDate validFrom();
}
