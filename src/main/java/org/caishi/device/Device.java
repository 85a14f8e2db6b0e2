/** A scale or a speaker as the registry knows it; its key is not part of it. */
package org.caishi.device;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One device in use.
 *
 * @param serial unique in the whole product
 * @param protocol what its bytes mean, e.g. {@code yaohua-tf0}
 * @param address a port's path, host:port, or the address it dials in from; empty when it says its serial itself
 * @param settings of link and protocol by name, e.g. {@code baud}, {@code unit}, {@code idleSeconds}
 * @param verifiedUntil scales: the last day of the verification
 */
public record Device(
        long marketId,
        long deviceId,
        String serial,
        DeviceKind kind,
        String maker,
        String model,
        String protocol,
        LinkKind link,
        String address,
        Map<String, String> settings,
        @Nullable Long stallId,
        @Nullable LocalDate verifiedUntil) {
    public Device {
        settings = Map.copyOf(settings);
    }

    /** A whole-number setting within its bounds; what is missing or no number is the default. */
    public int setting(String name, int otherwise, int least, int most) {
        String text = settings.getOrDefault(name, "");
        return isNumber(text) ? Math.clamp(Integer.parseInt(text), least, most) : otherwise;
    }

    /** By hand, for it is asked for every frame of ten thousand scales. */
    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 10;
    }
}
