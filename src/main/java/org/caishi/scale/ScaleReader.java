/** Gives a scale on a wire to a conversation of its own, with the decoder that its registry entry asks for. */
package org.caishi.scale;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Listening;
import org.caishi.device.Listening.Ear;
import org.caishi.device.Wire;
import org.caishi.device.WireUser;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

@Component
public class ScaleReader implements WireUser {
    /** Settings of the line, of the rule of rest, of the range and of labels; a protocol need not know them. */
    private static final Set<String> NOT_THE_PROTOCOLS = Set.of(
            "baud",
            "bits",
            "parity",
            "stop",
            "idleSeconds",
            "stableReadings",
            "stableMillis",
            "minGrams",
            "maxGrams",
            "labelShort",
            "labelLong",
            "labelFen",
            "labelGrams",
            "labelAnchor");

    private final Displays live;
    private final SaleTaker desk;
    private final DeviceLinks links;
    private final Function<Device, @Nullable Ear> ears;
    private final ScaleGoods goods;

    @Autowired
    ScaleReader(Displays live, SaleTaker desk, DeviceLinks links, Listening listening, ScaleGoods goods) {
        this(live, desk, links, listening::ear, goods);
    }

    /**
     * Beside the scales of an edge.
     *
     * @param ears where a conversation tells what it hears; null for a device that nobody listens to
     */
    public ScaleReader(
            Displays live, SaleTaker desk, DeviceLinks links, Function<Device, @Nullable Ear> ears, ScaleGoods goods) {
        this.live = live;
        this.desk = desk;
        this.links = links;
        this.ears = ears;
        this.goods = goods;
    }

    @Override
    public boolean speaks(Device device) {
        boolean byWire = switch (device.link()) {
            case SERIAL, TCP_IN, TCP_OUT -> true;
            case MQTT, HTTP -> false;
        };
        return byWire
                && device.kind() == DeviceKind.SCALE
                && ScaleProtocols.find(device.protocol()).isPresent();
    }

    @Override
    public void use(Device device, Wire wire) throws IOException {
        ScaleDecoder decoder = decoder(device);
        try {
            new ScaleTalk(device, wire, decoder, live, desk, links.log(device), () -> ears.apply(device), goods).run();
        } finally {
            live.gone(device);
        }
    }

    private static ScaleDecoder decoder(Device device) throws IOException {
        ScaleProtocol protocol = ScaleProtocols.find(device.protocol())
                .orElseThrow(() -> new IOException("no protocol " + device.protocol()));
        Map<String, String> settings = new HashMap<>(device.settings());
        settings.keySet().removeIf(name -> NOT_THE_PROTOCOLS.contains(name) && !offers(protocol, name));
        return switch (protocol.open(settings)) {
            case ScaleProtocol.Opening.Opened(ScaleDecoder decoder) -> decoder;
            case ScaleProtocol.Opening.Refused refused ->
                throw new IOException("wrong setting in the registry: " + refused.words());
        };
    }

    private static boolean offers(ScaleProtocol protocol, String name) {
        return protocol.settings().stream().anyMatch(setting -> setting.name().equals(name));
    }
}
