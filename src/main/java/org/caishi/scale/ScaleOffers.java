/** The scales' protocols as the registry's page offers them. */
package org.caishi.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** Between which weights it may be used: see {@link ScaleRange}. */
    private static final List<SettingOffer> RANGE = List.of(
            SettingOffer.whole("minGrams", 0, 0, ScaleRange.MOST_GRAMS),
            SettingOffer.whole("maxGrams", ScaleRange.MOST_GRAMS, 1, ScaleRange.MOST_GRAMS));

    /** How the labels that it prints are to be read: see {@link LabelLayouts}. */
    private static final List<SettingOffer> LABELS = List.of(
            SettingOffer.choice(
                    "labelShort",
                    "item5-amount",
                    List.of("item5-amount", "item6-amount", "item5-weight", "item6-weight")),
            SettingOffer.choice("labelLong", "amount-weight", List.of("amount-weight", "weight-amount")),
            SettingOffer.whole("labelFen", 1, 1, 100),
            SettingOffer.whole("labelGrams", 1, 1, 100),
            SettingOffer.choice("labelAnchor", "right", List.of("right", "left")));

    @Override
    public List<ProtocolOffer> protocols() {
        return ScaleProtocols.all().stream().map(ScaleOffers::offer).toList();
    }

    private static ProtocolOffer offer(ScaleProtocol protocol) {
        boolean smart = protocol.name().equals(CaishiJson.PROTOCOL.name());
        List<SettingOffer> settings = new ArrayList<>();
        protocol.settings().forEach(setting -> settings.add(setting(setting)));
        settings.addAll(AT_REST);
        settings.addAll(RANGE);
        settings.addAll(LABELS);
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
