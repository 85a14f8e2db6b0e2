/** Listens to a scale on its wire: live weights to the pages, sales to the books, and the answers back. */
package org.caishi.scale;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Wire;
import org.caishi.device.WireUser;
import org.caishi.scale.protocol.CaishiJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Silence is the wire's matter: it ends the reading when its limit is over. */
@Component
public class ScaleReader implements WireUser {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleReader.class);
    private static final int BUFFER = 4_096;

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

    public ScaleReader(Displays live, SaleTaker desk) {
        this.live = live;
        this.desk = desk;
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
        InputStream in = wire.in();
        byte[] buffer = new byte[BUFFER];
        List<ScaleSignal> heard = new ArrayList<>();
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                decoder.accept(buffer, 0, count, heard::add);
                for (ScaleSignal signal : heard) {
                    take(device, signal, wire.out());
                }
                heard.clear();
            }
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

    private void take(Device device, ScaleSignal signal, OutputStream out) throws IOException {
        switch (signal) {
            case ScaleSignal.Reading _, ScaleSignal.State _ -> live.heard(device, signal);
            // Its reading has come before it; as a sale it is not known by any number, so the vendor takes it at the
            // tile.
            case ScaleSignal.Priced _ -> {}
            case ScaleSignal.Plu _, ScaleSignal.Done _ -> {}
            case ScaleSignal.Sale sale -> answer(device, acknowledged(device, sale), out);
            case ScaleSignal.Rejected rejected -> {
                String reason = rejected.reason().word();
                ScaleSignal.Reply reply = rejected.reply();
                desk.countRejected(device, reason);
                if (reply != null) {
                    desk.noteUnread(
                            device,
                            reply.sequence(),
                            rejected.reason(),
                            reply.words(),
                            MessageBytes.copyOf(new byte[0], 0, 0));
                    answer(device, SaleAck.refused(device.serial(), reply.sequence(), reason, reply.words()), out);
                }
            }
        }
    }

    /** Null when it is not known to be stored: without an answer the scale tells it again. */
    private @Nullable SaleAck acknowledged(Device device, ScaleSignal.Sale sale) {
        try {
            return desk.take(device, sale);
        } catch (RuntimeException notStored) {
            LOG.warn(
                    "sale {} of scale {} is not stored yet, the scale will tell it again",
                    sale.sequence(),
                    device.serial(),
                    notStored);
            return null;
        }
    }

    private static void answer(Device device, @Nullable SaleAck ack, OutputStream out) throws IOException {
        if (ack != null && device.protocol().equals(CaishiJson.PROTOCOL.name())) {
            byte[] json = ack.json();
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            out.write(line);
            out.flush();
        }
    }
}
