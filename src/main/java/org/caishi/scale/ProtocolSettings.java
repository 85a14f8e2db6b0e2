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

    /** What to mask each byte with: 0x7F on a line of seven bits, else 0xFF. */
    public int mask() {
        return word(Setting.BITS).equals("7") ? 0x7F : 0xFF;
    }

    /** Whether checksums are looked at. */
    public boolean checksum() {
        return word(Setting.CHECKSUM).equals("on");
    }
}
