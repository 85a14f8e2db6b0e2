/** What a device is for. */
package org.caishi.device;

import java.util.Locale;

public enum DeviceKind {
    SCALE,
    SPEAKER,
    /** A market's PC that reads its scales for us. */
    EDGE;

    /** The word in MQTT topics: {@code scale}, {@code speaker}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
