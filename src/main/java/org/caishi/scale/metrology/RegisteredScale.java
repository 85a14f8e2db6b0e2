/** A scale of the market: the device and its particulars together. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import org.caishi.device.Device;
import org.caishi.scale.ScaleStanding;
import org.jspecify.annotations.Nullable;

record RegisteredScale(Device device, Particulars particulars) {
    /** The last day of its verification: the register's where one was entered there, else the device's. */
    public @Nullable LocalDate validUntil() {
        return particulars.validUntil() == null ? device.verifiedUntil() : particulars.validUntil();
    }

    public ScaleStanding standing(LocalDate today) {
        return ScaleStanding.of(validUntil(), today);
    }
}
