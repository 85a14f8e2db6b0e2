/** The settings of one scale, checked against what its protocol offers and complete with the defaults. */
package org.caishi.scale;

import java.util.Map;

public final class ProtocolSettings {
    private final Map<String, String> values;

    ProtocolSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public String word(Setting setting) {
        String value = values.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException("the protocol does not offer " + setting.name());
        }
        return value;
    }

    public int whole(Setting setting) {
        return Integer.parseInt(word(setting));
    }
}
