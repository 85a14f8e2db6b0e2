/** Between which weights a scale may be used, as its registry entry says. */
package org.caishi.scale;

import org.caishi.device.Device;
import org.caishi.units.Weight;

/**
 * Settings of the device: {@code minGrams}, {@code maxGrams}; without one there is no such limit. Below the minimum load a
 * scale's error is too large a part of the weight; above the maximum its number means nothing.
 */
record ScaleRange(Weight least, Weight most) {
    static final int MOST_GRAMS = 200_000_000;

    static ScaleRange of(Device device) {
        return new ScaleRange(
                Weight.ofGrams(device.setting("minGrams", 0, 0, MOST_GRAMS)),
                Weight.ofGrams(device.setting("maxGrams", MOST_GRAMS, 1, MOST_GRAMS)));
    }

    boolean isLight(Weight weight) {
        return weight.isPositive() && weight.compareTo(least) < 0;
    }

    boolean isOver(Weight weight) {
        return weight.compareTo(most) > 0;
    }
}
