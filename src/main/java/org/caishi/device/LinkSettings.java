/** The settings that belong to a link, whatever is spoken over it. */
package org.caishi.device;

import java.util.List;

public final class LinkSettings {
    private static final List<SettingOffer> SERIAL = List.of(
            SettingOffer.whole("baud", 9_600, 50, 4_000_000),
            SettingOffer.choice("bits", "8", List.of("8", "7")),
            SettingOffer.choice("parity", "none", List.of("none", "even", "odd")),
            SettingOffer.choice("stop", "1", List.of("1", "2")));

    private static final List<SettingOffer> TCP = List.of(SettingOffer.whole("idleSeconds", 60, 1, 86_400));

    private LinkSettings() {}

    public static List<SettingOffer> of(LinkKind link) {
        return switch (link) {
            case SERIAL -> SERIAL;
            case TCP_IN, TCP_OUT -> TCP;
            case MQTT, HTTP -> List.of();
        };
    }
}
