/** A way by which announcements reach speakers of one kind. */
package org.caishi.speaker;

import org.caishi.device.Device;

interface DeliveryWay {
    boolean leadsTo(Device speaker);

    /** Something waits for this speaker, or may want to be sent again. Never called twice at once for one speaker. */
    void deliver(Device speaker);
}
