/** The channels by which a market is paid; a channel without settings is not there at all. */
package org.caishi.channel;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
public class Channels {
    private final Map<ChannelName, PaymentChannel> byName = new EnumMap<>(ChannelName.class);

    /**
     * @param channels at most one of a name
     */
    public Channels(List<PaymentChannel> channels) {
        for (PaymentChannel channel : channels) {
            if (byName.putIfAbsent(channel.name(), new GuardedChannel(channel)) != null) {
                throw new IllegalArgumentException("two channels are called " + channel.name());
            }
        }
    }

    /** The channel by which this market is paid. */
    public Optional<PaymentChannel> of(long marketId, ChannelName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The installation's own channel of that name, at whose address notices come in. */
    public Optional<PaymentChannel> own(ChannelName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In the order of {@link ChannelName}. */
    public Set<ChannelName> configured(long marketId) {
        return byName.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(byName.keySet()));
    }
}
