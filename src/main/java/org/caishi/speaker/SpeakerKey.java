/** Names one speaker of one market. */
package org.caishi.speaker;

import org.caishi.device.Device;

record SpeakerKey(long marketId, long deviceId) {
    static SpeakerKey of(Device speaker) {
        return new SpeakerKey(speaker.marketId(), speaker.deviceId());
    }
}
