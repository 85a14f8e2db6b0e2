/** Where people register, change and retire devices: everything is checked, and written down with who did it. */
package org.caishi.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.platform.Transactions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
public class DeviceDesk {
    private static final int MOST_NAME = 40;
    private static final int MOST_ADDRESS = 120;

    /** A path, a pattern of paths, or a USB adapter's own serial number; no control characters, no blanks. */
    private static final Pattern PORT = Pattern.compile("[!-~]+");

    private static final Pattern URL = Pattern.compile("https?://[^\\s/?#]+(?:[/?]\\S*)?");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[0-9A-Za-z.-]+):(\\d{1,5})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]+|\\[[0-9A-Fa-f:.]+]:\\d{1,5}");

    private final Devices devices;
    private final Stalls stalls;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Supplier<List<ProtocolOffers>> offers;

    DeviceDesk(
            Devices devices,
            Stalls stalls,
            AuditTrail audit,
            Transactions transactions,
            ObjectProvider<ProtocolOffers> offers) {
        this.devices = devices;
        this.stalls = stalls;
        this.audit = audit;
        this.transactions = transactions;
        this.offers = () -> offers.orderedStream().toList();
    }

    /** The protocols of a kind of device, by name. */
    public List<ProtocolOffer> protocols(DeviceKind kind) {
        return offers.get().stream()
                .flatMap(some -> some.protocols().stream())
                .filter(offer -> offer.kind() == kind)
                .sorted(Comparator.comparing(ProtocolOffer::name))
                .toList();
    }

    public Optional<ProtocolOffer> protocol(DeviceKind kind, String name) {
        return protocols(kind).stream()
                .filter(offer -> offer.name().equals(name))
                .findFirst();
    }

    /** What such a device can be set to: the protocol's settings, then the link's. */
    public List<SettingOffer> settings(ProtocolOffer protocol, LinkKind link) {
        List<SettingOffer> all = new ArrayList<>(protocol.settings());
        LinkSettings.of(link).stream()
                .filter(setting -> all.stream().noneMatch(known -> known.name().equals(setting.name())))
                .forEach(all::add);
        return all;
    }

    /**
     * Registers a device of this market.
     *
     * @throws BadInput saying which field is wrong, and what would be right
     */
    public Device register(Person who, NewDevice device) {
        check(device.kind(), change(device), device.marketId(), Map.of());
        return transactions.run(() -> {
            Device registered = devices.register(device);
            audit.record(
                    device.marketId(), who, "device.register", "device " + device.serial(), describe(change(device)));
            return registered;
        });
    }

    /**
     * Changes a device; its links begin anew.
     *
     * @throws BadInput saying which field is wrong, and what would be right
     */
    public Device change(Person who, Device device, DeviceChange change) {
        check(device.kind(), change, device.marketId(), device.settings());
        return transactions.run(() -> {
            Device changed = devices.change(device, change);
            audit.record(
                    device.marketId(),
                    who,
                    "device.change",
                    "device " + device.serial(),
                    describe(change(device)) + " → " + describe(change));
            return changed;
        });
    }

    public void retire(Person who, Device device) {
        transactions.run(() -> {
            devices.retire(device);
            audit.record(
                    device.marketId(), who, "device.retire", "device " + device.serial(), describe(change(device)));
        });
    }

    /** Notes that somebody begins to listen to a device. */
    public void listens(Person who, Device device) {
        audit.record(device.marketId(), who, "device.listen", "device " + device.serial(), "");
    }

    /** @param known settings that the device has and may keep, whoever they belong to */
    private void check(DeviceKind kind, DeviceChange change, long marketId, Map<String, String> known) {
        ProtocolOffer protocol = protocol(kind, change.protocol())
                .orElseThrow(() -> new BadInput("device.protocol.unknown", change.protocol()));
        if (!protocol.links().contains(change.link())) {
            throw new BadInput(
                    "device.link.unfit", protocol.name(), change.link().name());
        }
        if (change.maker().length() > MOST_NAME || change.model().length() > MOST_NAME) {
            throw new BadInput("device.name.long", MOST_NAME);
        }
        if (protocol.posted() && change.link() == LinkKind.HTTP) {
            checkUrl(change.address());
        } else {
            checkAddress(change.link(), change.address());
        }
        List<SettingOffer> offered = settings(protocol, change.link());
        change.settings().forEach((name, value) -> {
            Optional<SettingOffer> setting =
                    offered.stream().filter(offer -> offer.name().equals(name)).findFirst();
            if (setting.isEmpty() && !value.equals(known.get(name))) {
                throw new BadInput("device.setting.unknown", name, protocol.name());
            }
            if (setting.isPresent() && !setting.get().allows(value)) {
                throw new BadInput(
                        "device.setting.wrong", name, value, setting.get().allowed());
            }
        });
        if (change.stallId() != null) {
            stalls.byId(marketId, change.stallId());
        }
    }

    private static void checkAddress(LinkKind link, String address) {
        boolean fits = address.length() <= MOST_ADDRESS
                && switch (link) {
                    case SERIAL -> PORT.matcher(address).matches();
                    case TCP_OUT -> isHostAndPort(address);
                    case TCP_IN -> address.isEmpty() || ADDRESS.matcher(address).matches();
                    case MQTT, HTTP -> address.isEmpty();
                };
        if (!fits) {
            throw new BadInput("device.address.wrong." + link.name(), address);
        }
    }

    private static void checkUrl(String address) {
        if (address.length() > MOST_ADDRESS || !URL.matcher(address).matches()) {
            throw new BadInput("device.address.wrong.URL", address);
        }
    }

    private static boolean isHostAndPort(String address) {
        var matcher = HOST_AND_PORT.matcher(address);
        return matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65_535;
    }

    private static DeviceChange change(NewDevice device) {
        return new DeviceChange(
                device.maker(),
                device.model(),
                device.protocol(),
                device.link(),
                device.address(),
                device.settings(),
                device.stallId());
    }

    private static DeviceChange change(Device device) {
        return new DeviceChange(
                device.maker(),
                device.model(),
                device.protocol(),
                device.link(),
                device.address(),
                device.settings(),
                device.stallId());
    }

    private static String describe(DeviceChange change) {
        return "%s %s %s %s stall %s %s"
                .formatted(
                        change.protocol(),
                        change.link(),
                        change.address(),
                        new TreeMap<>(change.settings()),
                        change.stallId(),
                        (change.maker() + " " + change.model()).strip());
    }
}
