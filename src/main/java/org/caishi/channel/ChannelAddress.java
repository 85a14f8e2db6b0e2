/** A channel's host as somebody entered it. */
package org.caishi.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.caishi.platform.BadInput;

public final class ChannelAddress {
    /** Where the demonstration's simulated channels live in every installation. */
    private static final String SIMULATOR = "/simulator/";

    private ChannelAddress() {}

    /** An http(s) address without query, and without a slash at its end; empty when the text is none. */
    public static Optional<URI> read(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web
                            && uri.getHost() != null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getRawUserInfo() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * An address that a contract may name: a channel with settings never talks to the simulator.
     *
     * @throws BadInput when it is none, or the simulator's
     */
    public static URI real(String text) {
        URI address = read(text).orElseThrow(() -> new BadInput("channel.account.address.wrong"));
        if ((address.getPath() + "/").toLowerCase(Locale.ROOT).contains(SIMULATOR)) {
            throw new BadInput("channel.account.address.simulator");
        }
        return address;
    }
}
