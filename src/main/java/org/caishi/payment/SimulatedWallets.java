/** Where the demonstration's page stands that takes a phone's place, for each channel that is simulated. */
package org.caishi.payment;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caishi.channel.ChannelName;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The simulator itself is never touched: its pages are found by their addresses, as a phone would find them. */
@Component
class SimulatedWallets {
    private final Set<ChannelName> simulated = EnumSet.noneOf(ChannelName.class);

    SimulatedWallets(Environment environment) {
        for (ChannelName channel : ChannelName.values()) {
            if (environment.getProperty("caishi.simulator." + path(channel), Boolean.class, false)) {
                simulated.add(channel);
            }
        }
    }

    boolean isEmpty() {
        return simulated.isEmpty();
    }

    /**
     * The wallet's page for an order.
     *
     * @param parameters what the channel gave for the wallet; every scene names the same order
     */
    Optional<String> page(ChannelName channel, Map<String, String> parameters) {
        if (!simulated.contains(channel)) {
            return Optional.empty();
        }
        String codeUrl = parameters.get("codeUrl");
        if (codeUrl != null) {
            // A code for wallets from abroad is no address: it is shown.
            return codeUrl.startsWith("http") ? Optional.of(URI.create(codeUrl).getPath()) : Optional.empty();
        }
        String payUrl = parameters.get("payUrl");
        if (payUrl != null) {
            return Optional.of(URI.create(payUrl).getPath());
        }
        String order = parameters.getOrDefault(
                "tradeNO", parameters.getOrDefault("package", "").replace("prepay_id=", ""));
        return Optional.of("/simulator/" + path(channel) + "/wallet/" + order);
    }

    /** The page of a simulated wallet from abroad that scans a code which is no address. */
    Optional<String> abroad(ChannelName channel, String code) {
        return simulated.contains(channel)
                ? Optional.of("/simulator/" + path(channel) + "/abroad?code="
                        + URLEncoder.encode(code, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static String path(ChannelName channel) {
        return channel.name().toLowerCase(Locale.ROOT);
    }
}
