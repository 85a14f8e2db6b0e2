/** What a device says of itself with a heartbeat; what it does not say stays as it was. */
package org.caishi.device;

import org.jspecify.annotations.Nullable;

/**
 * Words of one heartbeat.
 *
 * @param battery per cent
 * @param signal dBm, so below zero
 * @param firmware at most {@value #FIRMWARE_CHARS} characters are kept
 * @param volume per cent
 */
public record DeviceReport(
        @Nullable Integer battery,
        @Nullable Integer signal,
        @Nullable String firmware,
        @Nullable Integer volume) {
    static final int FIRMWARE_CHARS = 40;
    static final DeviceReport NOTHING = new DeviceReport(null, null, null, null);

    public DeviceReport {
        battery = within(battery, 0, 100);
        signal = within(signal, -200, 50);
        volume = within(volume, 0, 100);
        firmware = firmware == null ? null : firmware.strip();
        if (firmware != null && firmware.length() > FIRMWARE_CHARS) {
            firmware = firmware.substring(0, FIRMWARE_CHARS);
        }
    }

    public DeviceReport(@Nullable Integer battery, @Nullable Integer signal, @Nullable String firmware) {
        this(battery, signal, firmware, null);
    }

    /** This report, with the older one's words where this one is silent. */
    DeviceReport over(DeviceReport older) {
        return new DeviceReport(
                battery == null ? older.battery : battery,
                signal == null ? older.signal : signal,
                firmware == null ? older.firmware : firmware,
                volume == null ? older.volume : volume);
    }

    private static @Nullable Integer within(@Nullable Integer value, int least, int most) {
        return value == null || value < least || value > most ? null : value;
    }
}
