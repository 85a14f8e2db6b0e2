/** The fields of a device's form as they stand, typed or not yet; what they are worth is for the desk to say. */
package org.caishi.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caishi.device.Device;
import org.caishi.device.DeviceDesk;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.ProtocolOffer;

/**
 * @param registered whether the device is there already, so that serial and kind stay
 * @param settings what is set; the usual counts for the rest
 * @param lines a line for every setting that protocol and link offer
 * @param links over which the protocol can be spoken
 */
record DeviceForm(
        boolean registered,
        String serial,
        DeviceKind kind,
        String maker,
        String model,
        String protocol,
        LinkKind link,
        String address,
        String stallNo,
        Map<String, String> settings,
        List<SettingLine> lines,
        Set<LinkKind> links) {
    /** A setting's field is called so, then its name. */
    private static final String SETTING = "set.";

    static DeviceForm fresh(Map<String, String> fields, DeviceDesk desk) {
        DeviceKind kind = Arrays.stream(DeviceKind.values())
                .filter(one -> one.name().equals(fields.get("kind")))
                .findFirst()
                .orElse(DeviceKind.SCALE);
        String first = desk.protocols(kind).stream()
                .map(ProtocolOffer::name)
                .findFirst()
                .orElse("");
        return read(false, "", kind, "", "", first, LinkKind.TCP_IN, "", "", Map.of(), fields, desk);
    }

    static DeviceForm of(Device device, String stallNo, Map<String, String> fields, DeviceDesk desk) {
        return read(
                true,
                device.serial(),
                device.kind(),
                device.maker(),
                device.model(),
                device.protocol(),
                device.link(),
                device.address(),
                stallNo,
                device.settings(),
                fields,
                desk);
    }

    /** What was typed, and what stood there before where nothing was. */
    private static DeviceForm read(
            boolean registered,
            String serial,
            DeviceKind kind,
            String maker,
            String model,
            String protocol,
            LinkKind link,
            String address,
            String stallNo,
            Map<String, String> settings,
            Map<String, String> fields,
            DeviceDesk desk) {
        String chosen = typed(fields, "protocol", protocol);
        ProtocolOffer offer = desk.protocol(kind, chosen).orElse(null);
        Set<LinkKind> links = offer == null ? Set.of(LinkKind.values()) : offer.links();
        LinkKind chosenLink = link(typed(fields, "link", link.name()), links);
        Map<String, String> kept = chosen.equals(protocol) ? settings : Map.of();
        Map<String, String> set = new HashMap<>(kept);
        fields.forEach((name, value) -> {
            if (name.startsWith(SETTING)) {
                set.put(name.substring(SETTING.length()), value.strip());
            }
        });
        List<SettingLine> lines = SettingLine.of(offer == null ? List.of() : desk.settings(offer, chosenLink), set);
        Map<String, String> chosenValues = new HashMap<>();
        lines.stream().filter(SettingLine::isSet).forEach(line -> chosenValues.put(line.name(), line.value()));
        return new DeviceForm(
                registered,
                registered ? serial : typed(fields, "serial", serial),
                kind,
                typed(fields, "maker", maker),
                typed(fields, "model", model),
                chosen,
                chosenLink,
                typed(fields, "address", address),
                typed(fields, "stall", stallNo),
                chosenValues,
                lines,
                links);
    }

    private static String typed(Map<String, String> fields, String name, String otherwise) {
        String value = fields.get(name);
        return value == null ? otherwise : value.strip();
    }

    /** One that the protocol cannot be spoken over gives way to one that it can. */
    private static LinkKind link(String name, Set<LinkKind> fit) {
        return Arrays.stream(LinkKind.values())
                .filter(link -> link.name().equals(name) && fit.contains(link))
                .findFirst()
                .orElseGet(() -> Arrays.stream(LinkKind.values())
                        .filter(fit::contains)
                        .findFirst()
                        .orElse(LinkKind.TCP_IN));
    }
}
