/** Lets a scale's display show something without a wire. */
package org.caishi.scale;

import org.caishi.device.Device;
import org.caishi.units.Weight;

public final class Display {
    private Display() {}

    public static void shows(LiveWeights live, Device device, Weight weight, boolean stable) {
        live.heard(device, new ScaleSignal.Reading(weight, stable, false));
    }
}
