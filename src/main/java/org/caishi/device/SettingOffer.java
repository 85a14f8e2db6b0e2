/** A setting that a device may be given on its page: what it is called, what it is without being set, what it may be. */
package org.caishi.device;

import java.util.List;

/**
 * @param usual what counts where nothing is set
 * @param words the values it may have; empty for a whole number
 * @param least and {@code most}: the bounds of a whole number, both allowed
 */
public record SettingOffer(String name, String usual, List<String> words, int least, int most) {
    public SettingOffer {
        words = List.copyOf(words);
    }

    public static SettingOffer choice(String name, String usual, List<String> words) {
        return new SettingOffer(name, usual, words, 0, 0);
    }

    public static SettingOffer whole(String name, int usual, int least, int most) {
        return new SettingOffer(name, Integer.toString(usual), List.of(), least, most);
    }

    public boolean isWhole() {
        return words.isEmpty();
    }

    public boolean allows(String value) {
        if (!isWhole()) {
            return words.contains(value);
        }
        if (!value.matches("\\d{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(value);
        return least <= number && number <= most;
    }

    /** What is allowed, for a person. */
    public String allowed() {
        return isWhole() ? least + "–" + most : String.join(", ", words);
    }
}
