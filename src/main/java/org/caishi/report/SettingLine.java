/** One setting of a device as its pages show it. */
package org.caishi.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caishi.device.SettingOffer;
import org.jspecify.annotations.Nullable;

/**
 * @param offer null for one that the device has and its protocol does not offer
 * @param value empty where the usual counts
 */
record SettingLine(String name, String value, @Nullable SettingOffer offer) {
    /** What is offered, then what else is set. */
    static List<SettingLine> of(List<SettingOffer> offered, Map<String, String> set) {
        Set<String> known = offered.stream().map(SettingOffer::name).collect(Collectors.toSet());
        Stream<SettingLine> own =
                offered.stream().map(offer -> new SettingLine(offer.name(), set.getOrDefault(offer.name(), ""), offer));
        Stream<SettingLine> other = set.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new SettingLine(entry.getKey(), entry.getValue(), null));
        return Stream.concat(own, other).toList();
    }

    public boolean isSet() {
        return !value.isEmpty();
    }
}
