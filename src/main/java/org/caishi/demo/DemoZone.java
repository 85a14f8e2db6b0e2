/** One zone of the demonstration and its stalls in walking order. */
package org.caishi.demo;

import java.util.List;
import java.util.Optional;
import org.caishi.units.BasisPoints;

/**
 * A zone as the seed has it.
 *
 * @param commission the zone's own rate where it differs from its market's
 * @param isWeighed whether its stalls have scales
 */
record DemoZone(String name, boolean isWeighed, Optional<BasisPoints> commission, List<DemoStall> stalls) {}
