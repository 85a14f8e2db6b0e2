/** What is told when a device is registered. */
package org.caishi.device;

import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.caishi.platform.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * A device to be registered.
 *
 * @param key the text whose bytes sign its messages; null: the registry makes one
 */
public record NewDevice(
        long marketId,
        String serial,
        DeviceKind kind,
        String maker,
        String model,
        String protocol,
        LinkKind link,
        String address,
        Map<String, String> settings,
        @Nullable Long stallId,
        @Nullable LocalDate verifiedUntil,
        @Nullable String key) {
    /** As published in the device protocol. */
    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private static final Pattern KEY = Pattern.compile("[!-~]{16,128}");

    public NewDevice {
        settings = Map.copyOf(settings);
        if (!isSerial(serial)) {
            throw new BadInput("device.serial.unreadable", serial);
        }
        if (key != null && !KEY.matcher(key).matches()) {
            throw new BadInput("device.key.unreadable");
        }
        if (DeviceSettings.text(settings).length() > DeviceSettings.MAX_CHARS) {
            throw new BadInput("device.settings.long", DeviceSettings.MAX_CHARS);
        }
    }

    static boolean isSerial(String text) {
        return SERIAL.matcher(text).matches();
    }
}
