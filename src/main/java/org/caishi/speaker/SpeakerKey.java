/** Names one speaker of one market: a device, or the phone of a stall's vendor. */
package org.caishi.speaker;

import org.caishi.device.Device;

/** @param deviceId below zero for a phone: minus the id of its stall */
record SpeakerKey(long marketId, long deviceId) {
    /** Stands for the speaker where a stall has none. */
    static final long NOBODY = 0;

    static SpeakerKey of(Device speaker) {
        return new SpeakerKey(speaker.marketId(), speaker.deviceId());
    }

    static SpeakerKey phoneOf(StallKey stall) {
        return new SpeakerKey(stall.marketId(), -stall.stallId());
    }

    boolean isPhone() {
        return deviceId < 0;
    }

    /** Only for a phone. */
    StallKey stallOfPhone() {
        return new StallKey(marketId, -deviceId);
    }
}
