/** A protocol that a device may be registered with. */
package org.caishi.device;

import java.util.List;
import java.util.Set;

/**
 * @param name as registries, handshakes and commands call it
 * @param title for people
 * @param links over which it can be spoken
 * @param settings beside those of the link
 */
public record ProtocolOffer(
        DeviceKind kind, String name, String title, Set<LinkKind> links, List<SettingOffer> settings) {
    public ProtocolOffer {
        links = Set.copyOf(links);
        settings = List.copyOf(settings);
    }
}
