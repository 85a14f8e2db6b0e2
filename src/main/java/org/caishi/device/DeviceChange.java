/** What may be changed of a device that stays itself: its serial number, its kind and its key do not. */
package org.caishi.device;

import java.util.Map;
import org.jspecify.annotations.Nullable;

public record DeviceChange(
        String maker,
        String model,
        String protocol,
        LinkKind link,
        String address,
        Map<String, String> settings,
        @Nullable Long stallId) {
    public DeviceChange {
        settings = Map.copyOf(settings);
    }
}
