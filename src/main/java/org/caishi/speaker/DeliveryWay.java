/** A way by which announcements reach speakers of one kind. */
package org.caishi.speaker;

import java.time.Duration;
import org.caishi.device.Device;

interface DeliveryWay {
    boolean leadsTo(Device speaker);

    /**
     * Whether what was sent this way is certainly not spoken after its time, so that another speaker may be asked while
     * nobody has answered; otherwise the way itself says how each announcement ends.
     */
    boolean forgetsInTime();

    /**
     * Whether silence since it was sent means that nobody says it, once its time is over: an answer may have been lost on
     * a way that was broken meanwhile.
     */
    default boolean silenceTells(Duration sinceSent) {
        return forgetsInTime();
    }

    /** Something waits for this speaker, or may want to be sent again. Never called twice at once for one speaker. */
    void deliver(Device speaker);
}
