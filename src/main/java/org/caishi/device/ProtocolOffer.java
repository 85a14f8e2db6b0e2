/** A protocol that a device may be registered with. */
package org.caishi.device;

import java.util.List;
import java.util.Set;

/**
 * @param name as registries, handshakes and commands call it
 * @param title for people
 * @param links over which it can be spoken
 * @param settings beside those of the link
 * @param posted whether the product posts to the device over HTTP, and so must know its address
 */
public record ProtocolOffer(
        DeviceKind kind, String name, String title, Set<LinkKind> links, List<SettingOffer> settings, boolean posted) {
    public ProtocolOffer(DeviceKind kind, String name, String title, Set<LinkKind> links, List<SettingOffer> settings) {
        this(kind, name, title, links, settings, false);
    }

    public ProtocolOffer {
        links = Set.copyOf(links);
        settings = List.copyOf(settings);
    }
}
