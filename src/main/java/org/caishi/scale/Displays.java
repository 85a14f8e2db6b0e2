/** Follows what scales show: for the pages of this node, or on an edge for the centre. */
package org.caishi.scale;

import org.caishi.device.Device;

public interface Displays {
    /** Takes what a scale has said; only readings, states and prices for them count. */
    void heard(Device device, ScaleSignal signal);

    /** The scale has said that it shows what it showed before. */
    void unchanged(Device device);

    /** The scale's link has ended. */
    void gone(Device device);
}
