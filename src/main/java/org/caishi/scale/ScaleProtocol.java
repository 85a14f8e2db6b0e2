/** One protocol that scales speak: its name, its settings, and how to open a decoder for it. */
package org.caishi.scale;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A protocol.
 *
 * @param name as registries, handshakes and commands call it, e.g. {@code yaohua-tf0}
 * @param title for people
 * @param decoder opens a decoder from checked settings
 */
public record ScaleProtocol(
        String name, String title, List<Setting> settings, Function<ProtocolSettings, ScaleDecoder> decoder) {
    public ScaleProtocol {
        settings = List.copyOf(settings);
    }

    /** What came of asking for a decoder with settings that a person typed. */
    public sealed interface Opening {
        record Opened(ScaleDecoder decoder) implements Opening {}

        /** The settings are not this protocol's; the words say which, and what would be right. */
        record Refused(String setting, String value, String words) implements Opening {}
    }

    /** Opens a decoder; what is not chosen takes its default. */
    public Opening open(Map<String, String> chosen) {
        Map<String, String> values = new HashMap<>();
        settings.forEach(setting -> values.put(setting.name(), setting.defaultValue()));
        for (Map.Entry<String, String> choice : chosen.entrySet()) {
            String name = choice.getKey();
            String value = choice.getValue();
            Setting setting = settings.stream()
                    .filter(offered -> offered.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (setting == null) {
                return new Opening.Refused(name, value, "unknown setting " + name + "; " + offers());
            }
            if (!setting.allows(value)) {
                return new Opening.Refused(
                        name, value, "unknown value " + value + " for " + name + "; allowed: " + setting.allowed());
            }
            values.put(name, value);
        }
        return new Opening.Opened(decoder.apply(new ProtocolSettings(values)));
    }

    private String offers() {
        return settings.isEmpty()
                ? this.name + " has none"
                : this.name + " has " + settings.stream().map(Setting::name).collect(Collectors.joining(", "));
    }
}
