/** A way by which announcements reach speakers of one kind. */
package org.caishi.speaker;

import org.caishi.device.Device;

interface DeliveryWay {
    boolean leadsTo(Device speaker);

    /**
     * Whether what was sent this way is certainly not spoken after its time, so that another speaker may be asked while
     * nobody has answered; otherwise the way itself says how each announcement ends.
     */
    boolean forgetsInTime();

    /** Something waits for this speaker, or may want to be sent again. Never called twice at once for one speaker. */
    void deliver(Device speaker);
}
