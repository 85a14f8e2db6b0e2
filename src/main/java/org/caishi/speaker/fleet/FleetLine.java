/** One speaker as its list shows it. */
package org.caishi.speaker.fleet;

import java.time.ZonedDateTime;
import java.util.List;
import org.caishi.device.CutOffs.CutOff;
import org.caishi.device.CutOffs.Reason;
import org.caishi.device.Device;
import org.jspecify.annotations.Nullable;

/**
 * A speaker, where it hangs and how it is.
 *
 * @param battery per cent
 * @param signal dBm
 * @param volume per cent
 * @param lastSeenAt in the market's time
 * @param cutOffs at the broker, since this node started; empty for one that behaves
 */
record FleetLine(
        Device speaker,
        @Nullable String stallNo,
        @Nullable Long zoneId,
        @Nullable String zone,
        boolean online,
        @Nullable Integer battery,
        @Nullable Integer signal,
        @Nullable Integer volume,
        @Nullable String firmware,
        @Nullable ZonedDateTime lastSeenAt,
        List<CutOff> cutOffs) {
    /** Below this a rechargeable speaker is silent before the day ends. */
    static final int LOW_PERCENT = 20;

    /** A device has come with this serial and another key. */
    public boolean wrongKey() {
        return cutOffs.stream().anyMatch(cut -> cut.reason() == Reason.WRONG_KEY);
    }

    public boolean lowBattery() {
        return battery != null && battery < LOW_PERCENT;
    }
}
