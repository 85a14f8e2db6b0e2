/** Knows which keys of a device are good now. */
package org.caishi.device;

import java.util.function.Predicate;

@FunctionalInterface
interface GoodKeys {
    /** Whether one of them fits a proof. */
    boolean proves(Device device, Predicate<byte[]> fits);
}
