/** The units that scales show, each as an exact fraction of a gram. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

import org.jspecify.annotations.Nullable;

enum WeightUnit {
    KILOGRAM("kg", 1000, 1),
    GRAM("g", 1, 1),
    TONNE("t", 1_000_000, 1),
    /** 市斤. */
    JIN("jin", 500, 1),
    /** 市斤 again, as counter scales write it. */
    SHI_JIN("sj", 500, 1),
    /** 台斤 and 台两, on scales that were made for Taiwan. */
    TAIWAN_JIN("tj", 600, 1),
    TAIWAN_TAEL("tl", 375, 10),
    /** The international pound is 453.59237 g exactly, and has 16 ounces. */
    POUND("lb", 45_359_237, 100_000),
    OUNCE("oz", 45_359_237, 1_600_000);

    private static final WeightUnit[] ALL = values();

    private final String word;
    final long gramsTimes;
    final long gramsDividedBy;

    WeightUnit(String word, long gramsTimes, long gramsDividedBy) {
        this.word = word;
        this.gramsTimes = gramsTimes;
        this.gramsDividedBy = gramsDividedBy;
    }

    /** The unit of a setting. */
    static WeightUnit of(String word) {
        for (WeightUnit unit : ALL) {
            if (unit.word.equals(word)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("not a unit: " + word);
    }

    /** The unit that these bytes of a frame name, in either case; null when they name none that is known here. */
    static @Nullable WeightUnit named(byte[] bytes, int from, int to) {
        for (WeightUnit unit : ALL) {
            if (unit.isNamed(bytes, from, to)) {
                return unit;
            }
        }
        return null;
    }

    private boolean isNamed(byte[] bytes, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            int octet = unsigned(bytes[from + i]);
            int lower = octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
            if (lower != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
