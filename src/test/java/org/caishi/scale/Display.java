/** Lets a scale's display show something without a wire. */
package org.caishi.scale;

import org.caishi.device.Device;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;

public final class Display {
    private Display() {}

    public static void shows(LiveWeights live, Device device, Weight weight, boolean stable) {
        live.heard(device, new ScaleSignal.Reading(weight, stable, false));
    }

    /** A weight at rest, and what the scale asks for it. */
    public static void asks(LiveWeights live, Device device, Weight weight, UnitPrice price, Money amount) {
        shows(live, device, weight, true);
        live.heard(device, new ScaleSignal.Priced(weight, price, amount));
    }
}
