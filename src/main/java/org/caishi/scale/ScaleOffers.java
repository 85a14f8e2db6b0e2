/** The scales' protocols as the registry's page offers them. */
package org.caishi.scale;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.ProtocolOffer;
import org.caishi.device.ProtocolOffers;
import org.caishi.device.SettingOffer;
import org.caishi.scale.protocol.CaishiJson;
import org.springframework.stereotype.Component;

@Component
class ScaleOffers implements ProtocolOffers {
    private static final Set<LinkKind> WIRES = Set.of(LinkKind.SERIAL, LinkKind.TCP_IN, LinkKind.TCP_OUT);

    /** When a weight stands still, where the frames do not say it: see {@link StableWeight.Rule}. */
    private static final List<SettingOffer> AT_REST = List.of(
            SettingOffer.whole("stableReadings", StableWeight.Rule.DEFAULT.readings(), 2, 50),
            SettingOffer.whole(
                    "stableMillis", (int) StableWeight.Rule.DEFAULT.within().toMillis(), 100, 60_000));

    @Override
    public List<ProtocolOffer> protocols() {
        return ScaleProtocols.all().stream().map(ScaleOffers::offer).toList();
    }

    private static ProtocolOffer offer(ScaleProtocol protocol) {
        boolean smart = protocol.name().equals(CaishiJson.PROTOCOL.name());
        List<SettingOffer> settings = Stream.concat(
                        protocol.settings().stream().map(ScaleOffers::setting), AT_REST.stream())
                .toList();
        return new ProtocolOffer(
                DeviceKind.SCALE,
                protocol.name(),
                protocol.title(),
                smart ? Set.of(LinkKind.values()) : WIRES,
                settings);
    }

    private static SettingOffer setting(Setting setting) {
        return switch (setting) {
            case Setting.Choice choice -> SettingOffer.choice(choice.name(), choice.defaultValue(), choice.values());
            case Setting.Whole whole ->
                SettingOffer.whole(whole.name(), Integer.parseInt(whole.defaultValue()), whole.least(), whole.most());
        };
    }
}
