/** Where announcements may be posted: a web address in the market's network or beyond it, never the product's own machine. */
package org.caishi.speaker;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

final class PushAddress {
    private PushAddress() {}

    /**
     * Empty for what is no web address, or leads to this machine or to a link-local address, behind which clouds keep
     * their secrets. Somebody may write any address into the registry.
     */
    static Optional<URI> read(String text, boolean toThisMachine) {
        try {
            URI address = new URI(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null && address.getUserInfo() == null && leadsOut(address, toThisMachine)
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (java.net.URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    /** What cannot be resolved just now is tried, and not reached. */
    private static boolean leadsOut(URI address, boolean toThisMachine) {
        try {
            return Arrays.stream(InetAddress.getAllByName(address.getHost()))
                    .noneMatch(host -> host.isAnyLocalAddress()
                            || host.isLinkLocalAddress()
                            || host.isMulticastAddress()
                            || host.isLoopbackAddress() && !toThisMachine);
        } catch (UnknownHostException unknown) {
            return true;
        }
    }
}
